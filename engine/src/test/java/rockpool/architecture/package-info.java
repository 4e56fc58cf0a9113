/// What holds for the project as a whole: its folders, which package may use which, and words that must not appear.
/// Each rule is a checker that is also shown to fail.
package rockpool.architecture;
