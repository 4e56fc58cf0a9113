/// What the console's tests share: consoles in this process, as processes, and on a pseudo-terminal, and the files they may write.
package rockpool.shell.testing;
