// The five shared structures at the prompt: made, filled from here and by a worker, looked at, and changed. The last line is: done: 3 of 3

/pool create lab 16m
record Account(String owner, long balance) { }
record Job(String what, int account) { }

/data new array scores 5 0
/data new matrix grid 2 3 0.0
/data new buffer log
/data new queue jobs Job
/data new table accounts String Account

int x = 2;
/set scores 3 = x + 5
/set grid 1 2 = x + 0.5
/push jobs new Job("add", 0)
/push jobs new Job("add", 1)
/push jobs new Job("close", 0)
/put accounts "ann" = new Account("ann", 5)
/set jobs header = "done: "

// The handles travel with the worker, which takes the jobs out.
record Work(SharedQueue<Job> jobs, SharedHashTable<String, Account> accounts, SharedBuffer log) { }
var worker = define("worker", (Work work) -> {
    int done = 0;
    while (!work.jobs().isEmpty()) {
        Job job = work.jobs().pop();
        var ann = work.accounts().get("ann");
        work.accounts().replace("ann", new Account("ann", job.what().equals("close") ? 0 : ann.balance() + 10));
        work.log().add(job.what() + "\n");
        done++;
    }
    return done;
});

/data
/show jobs
int done = worker.join(worker.start(new Work(jobs, accounts, log))).orElseThrow();
/show jobs
/show log
/show log --hex
/show accounts
/show grid
/show scores --from -2
System.out.println(jobs.header(String.class) + done + " of 3");
