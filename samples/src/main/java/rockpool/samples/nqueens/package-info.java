/// The parts of [rockpool.samples.NQueens]: what finds the solutions, and five ways to bring those together that several processes find.
package rockpool.samples.nqueens;
