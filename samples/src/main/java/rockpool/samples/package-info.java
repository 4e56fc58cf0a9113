/// Programs that show how Rockpool is used from plain Java: Netmulticore's four examples, written anew. Each has a `main` and is run by
/// `scripts/rockpool sample NAME`. Start with [rockpool.samples.CreateJoin].
package rockpool.samples;
