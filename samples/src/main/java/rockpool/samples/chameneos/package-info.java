/// The parts of [rockpool.samples.Chameneos]: what a creature is and does, and the place where creatures meet.
package rockpool.samples.chameneos;
