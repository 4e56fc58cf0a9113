/// The console: JShell with commands that create pools, start workers and show what goes on in them.
module rockpool.shell {
    requires rockpool.engine;
    requires java.compiler;
    requires jdk.jshell;
    requires org.jline;
    requires info.picocli;
    // For the signals of the terminal, which JLine finds by reflection.
    requires jdk.unsupported;

    // For the classes of snippets alone.
    exports rockpool.shell.replay;

    opens rockpool.shell to info.picocli;
    opens rockpool.shell.command to info.picocli;
    opens rockpool.shell.lab to info.picocli;

    provides rockpool.engine.process.WorkerService with rockpool.shell.session.SessionService;
}
