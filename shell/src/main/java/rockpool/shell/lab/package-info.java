/// The commands of the laboratory: pools, references, heaps and their collector, processes and resources, boxes, semaphores, conditions,
/// locks.
///
/// What they create they create by Java in the session, so that it has a variable there. What they show they read from pools and boxes that
/// are mapped for reading only, so that they work, and change nothing, whatever the state of those who use them; what is damaged is told
/// of, and the rest is shown. [Lab] is what the commands share; [LabCatalogue] lists them for the registry.
package rockpool.shell.lab;
