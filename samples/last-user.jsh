// A file and some memory in the care of the master. A worker inherits two of three things and reaches the third by no means; /res shows who uses
// what. The session releases the file while a second worker still uses it, so it stays; that worker is killed, and the file goes with it. So
// the last three lines are: Sum: 42, third: not inherited / Released: true / Killed: false

var path = Files.writeString(Files.createTempFile("figures", ".txt"), "40 2");
var figures = Resources.manageFile(path);
var table = Resources.createMapped("table", 4096);
var third = Resources.createMapped("third", 4096);

var adder = define("adder", (long[] ids) -> {
    int sum = 0;
    for (String figure : Files.readString(Resources.get(ids[0]).path()).split(" ")) {
        sum += Integer.parseInt(figure);
    }
    Resources.get(ids[1]).segment().set(ValueLayout.JAVA_INT, 0, sum);
    try {
        return Resources.get(ids[2]).name();
    } catch (NoSuchResourceException e) {
        return "not inherited";
    }
});
var keeper = define("keeper", (Long id) -> {
    Thread.sleep(Duration.ofDays(1));
    return null;
});

var sum = adder.start(new long[] {figures.id(), table.id(), third.id()}, Inheritance.only(figures.id(), table.id()));
var kept = keeper.start(figures.id(), Inheritance.only(figures.id()));
var said = adder.join(sum).orElseThrow();

/res list
System.out.println("Sum: " + table.segment().get(ValueLayout.JAVA_INT, 0) + ", third: " + said);
figures.close();
System.out.println("Released: " + Files.exists(path));
/kill -KILL keeper
keeper.join(kept);
System.out.println("Killed: " + Files.exists(path));
