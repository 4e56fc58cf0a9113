/// The console: JShell with commands that create pools, start workers and show what goes on in them.
module rockpool.shell {
    requires rockpool.engine;
    requires jdk.jshell;
    requires org.jline;
    requires info.picocli;
}
