/// The programs of the samples, each run from start to exit.
package rockpool.samples;
