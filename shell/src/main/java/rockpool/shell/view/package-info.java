/// How the console shows things: tables, JSON, sizes and times, and the streams they go to.
///
/// Nothing here knows a command or the engine; everything is a pure function but [Output]'s implementations.
package rockpool.shell.view;
