# Read by the scripts beside it: where the project lies, which JDK and which Maven it is built with.
# shellcheck shell=bash

readonly least_java=25
readonly least_maven=3.8

fail() {
    printf 'rockpool: %s\n' "$*" >&2
    exit 1
}

# set_top SCRIPT: sets top to the folder above the script's, through symbolic links, whatever the working directory is.
set_top() {
    local script=$1 link
    [[ $script == */* ]] || script=./$script
    while [[ -L $script ]]; do
        link=$(readlink -- "$script")
        if [[ $link == /* ]]; then script=$link; else script=${script%/*}/$link; fi
    done
    top=$(cd -P -- "${script%/*}/.." && printf '%s' "$PWD")
}

# is_jdk FOLDER: a JDK that is new enough and has JShell. Reads its release file, since starting a JVM costs more than all the rest.
is_jdk() {
    local line
    [[ -x $1/bin/java && -x $1/bin/jshell && -r $1/release ]] || return 1
    while IFS= read -r line || [[ -n $line ]]; do
        if [[ $line =~ ^JAVA_VERSION=\"?([0-9]+) ]]; then
            ((BASH_REMATCH[1] >= least_java))
            return
        fi
    done <"$1/release"
    return 1
}

# jdk_of_path: the JDK that a java in PATH belongs to.
jdk_of_path() {
    local folder java
    local -a folders
    IFS=: read -r -a folders <<<"$PATH"
    for folder in "${folders[@]}"; do
        java=$folder/java
        [[ -x $java ]] || continue
        [[ -L $java ]] && java=$(readlink -f -- "$java")
        java=${java%/*}
        is_jdk "${java%/*}" && jdk=${java%/*} && return
    done
    return 1
}

# find_jdk: sets jdk, or ends with one line that says what is missing. What the user chose comes first, then the usual folders.
find_jdk() {
    local variable folder
    for variable in JAVA_HOME ${!JAVA_HOME_@}; do
        folder=${!variable-}
        [[ -n $folder ]] && is_jdk "$folder" && jdk=$folder && return
    done
    jdk_of_path && return
    for folder in ~/.sdkman/candidates/java/* ~/.jdks/* ~/.jbang/cache/jdks/* ~/.asdf/installs/java/* ~/.local/share/mise/installs/java/* \
        ~/jdk* {/usr/lib/jvm,/usr/lib64/jvm,/usr/java,/usr/local,/usr/local/lib/jvm,/opt,/opt/java,/opt/jdk}/* /opt/java; do
        is_jdk "$folder" && jdk=$folder && return
    done
    fail "needs a JDK $least_java or newer and found none: install one, or set JAVA_HOME to its folder"
}

# find_maven: sets maven, or ends with one line that says what is missing.
find_maven() {
    local version
    maven=$(type -P mvn) || fail "needs Maven $least_maven or newer to build and found no mvn in PATH: install it"
    version=$(run_maven --version 2>/dev/null | sed -n 's/.*Apache Maven \([0-9][0-9.]*\).*/\1/p')
    [[ $(printf '%s\n' "$least_maven" "$version" | sort -V | head -n 1) == "$least_maven" ]] ||
        fail "needs Maven $least_maven or newer to build and found ${version:-none that starts} ($maven)"
}

# run_maven ARGUMENT…: Maven on the JDK that was found, told not to warn about what its own libraries do.
run_maven() {
    JAVA_HOME=$jdk MAVEN_OPTS="--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow ${MAVEN_OPTS-}" "$maven" "$@"
}
