/// The scripts as a person starts them, on small imitations of machines and on a fresh clone of the project.
package rockpool.scripts;
