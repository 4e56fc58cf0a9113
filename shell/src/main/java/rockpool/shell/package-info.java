/// The console program. [Main] reads the command line and opens the prompt, runs a file, or cleans up.
package rockpool.shell;
