/// The parts of [rockpool.samples.Pipeline]: the pipe, who fills it and who empties it.
package rockpool.samples.pipeline;
