(* The operations of our benchmark's rows, done by the original: the OCaml library Netmulticore (Ocamlnet 4.1).

   usage: original DIRECTORY GROUP...

   DIRECTORY is an empty one for the library's sockets. A group is the set of rows that one run measures: process,
   reference, list, mutex, condition, collector. Each group runs in a worker process of its own and prints a line for each row
   when it is done:

     key TAB operations TAB nanoseconds for one operation

   What an operation leaves behind is checked before it is timed. A check that fails ends the worker, as a crash does:
   the rest of its rows are missing, and standard error says so. *)

open Printf

let directory, wanted =
  match Array.to_list Sys.argv with
  | _ :: directory :: wanted -> directory, wanted
  | _ -> prerr_endline "usage: original DIRECTORY GROUP..."; exit 2

let pool = Netmcore_mempool.create_mempool (256 * 1024 * 1024)

(* --- measuring *)

let check what ok =
  if not ok then failwith ("wrong result: " ^ what)

let now = Unix.gettimeofday

let print_row key operations seconds =
  printf "%s\t%d\t%.2f\n%!" key operations (seconds *. 1e9 /. float operations)

(* [work] does the operation as many times as its argument says. *)
let measure key operations work =
  let began = now () in
  work operations;
  print_row key operations (now () -. began)

let repeat times operation =
  for i = 1 to times do operation i done

(* --- processes *)

let start definition argument =
  Netmcore_process.start ~inherit_resources:`All definition argument

let successor, join_successor =
  Netmcore_process.def_process (fun (k : int) -> k + 1)

let check_successor k started =
  check "process" (Netmcore_process.join join_successor started = Some (k + 1))

let burst_size = 4

let process_rows () =
  let once k = check_successor k (start successor k) in
  once 41;
  measure "process.sequence" 200 (fun n -> repeat n once);
  measure "process.burst" (10 * burst_size) (fun n ->
    repeat (n / burst_size) (fun _ ->
      let started = List.init burst_size (fun k -> k, start successor k) in
      List.iter (fun (k, p) -> check_successor k p) started))

(* --- references *)

type account = { owner : string; balance : int }

let int_row () =
  let shared = Netmcore_ref.sref pool 0 in
  Netmcore_ref.assign shared 7;
  check "assigned number" (Netmcore_ref.deref_c shared = 7);
  measure "ref.int.assign" 300_000 (fun n ->
    repeat n (fun i -> Netmcore_ref.assign shared i))

let record_rows () =
  let ann = { owner = "ann"; balance = 10 } in
  let shared = Netmcore_ref.sref pool { owner = "nobody"; balance = 0 } in
  Netmcore_ref.assign shared ann;
  check "copy" (Netmcore_ref.deref_c shared = ann);
  check "pinned" (Netmcore_ref.deref_p shared (fun a -> a.balance) = 10);
  check "unprotected" ((Netmcore_ref.deref_ro shared).balance = 10);
  measure "ref.record.assign" 100_000 (fun n ->
    repeat n (fun i -> Netmcore_ref.assign shared { owner = "ann"; balance = i }));
  measure "ref.record.copy" 200_000 (fun n ->
    repeat n (fun _ -> ignore (Netmcore_ref.deref_c shared)));
  measure "ref.record.pinned" 300_000 (fun n ->
    repeat n (fun _ -> ignore (Netmcore_ref.deref_p shared (fun a -> a.balance))));
  let sum = ref 0 in
  measure "ref.record.unprotected" 10_000_000 (fun n ->
    for _ = 1 to n do sum := !sum + (Netmcore_ref.deref_ro shared).balance done);
  check "sum" (!sum > 0)

let modify_row () =
  let shared = Netmcore_ref.sref pool { owner = "ann"; balance = 0 } in
  let heap = Netmcore_ref.heap shared in
  let add i =
    Netmcore_heap.modify heap (fun mutator -> Netmcore_heap.add mutator { owner = "bob"; balance = i }) in
  check "added" ((add 5).balance = 5);
  measure "heap.modify.add" 100_000 (fun n -> repeat n (fun i -> ignore (add i)))

let reference_rows () =
  int_row ();
  record_rows ();
  modify_row ()

(* --- lists: the copy of a list of 10,000 ends with signal 11 when it is repeated 100 times, so it is repeated 20 times *)

let length = 10_000

let numbers = Array.to_list (Array.init length (fun i -> i))

let list_rows () =
  let shared = Netmcore_ref.sref pool [ 0 ] in
  Netmcore_ref.assign shared numbers;
  check "list" (Netmcore_ref.deref_c shared = numbers);
  measure "list.assign" (50 * length) (fun n ->
    repeat (n / length) (fun _ -> Netmcore_ref.assign shared numbers));
  measure "list.copy" (20 * length) (fun n ->
    repeat (n / length) (fun _ -> ignore (Netmcore_ref.deref_c shared)))

(* --- mutexes *)

type counter = { mutable mutex : Netmcore_mutex.mutex; mutable count : int }

let new_counter () =
  let shared = Netmcore_ref.sref pool { mutex = Netmcore_mutex.dummy (); count = 0 } in
  Netmcore_heap.modify (Netmcore_ref.heap shared) (fun mutator ->
    (Netmcore_ref.deref_ro shared).mutex <- Netmcore_mutex.create mutator `Normal);
  shared

let increment_body (descriptor, times) =
  let counter = Netmcore_ref.deref_ro (Netmcore_ref.sref_of_descr pool descriptor) in
  repeat times (fun _ ->
    Netmcore_mutex.lock counter.mutex;
    counter.count <- counter.count + 1;
    Netmcore_mutex.unlock counter.mutex)

let increment, join_increment = Netmcore_process.def_process increment_body

let mutex_rows () =
  let shared = new_counter () in
  let counter = Netmcore_ref.deref_ro shared in
  measure "mutex.alone" 1_000_000 (fun n ->
    repeat n (fun _ -> Netmcore_mutex.lock counter.mutex; Netmcore_mutex.unlock counter.mutex));
  let times = 500_000 in
  measure "mutex.two" (2 * times) (fun _ ->
    let job = Netmcore_ref.descr_of_sref shared, times in
    let first = start increment job in
    let second = start increment job in
    check "first" (Netmcore_process.join join_increment first = Some ());
    check "second" (Netmcore_process.join join_increment second = Some ()));
  check "count" (counter.count = 2 * times)

(* --- conditions: two processes that wake each other in turn *)

type table =
  { mutable guard : Netmcore_mutex.mutex;
    mutable changed : Netmcore_condition.condition;
    mutable entries : Netmcore_condition.wait_set;
    mutable turn : int }

let new_table () =
  let shared = Netmcore_ref.sref pool
    { guard = Netmcore_mutex.dummy ();
      changed = Netmcore_condition.dummy_condition ();
      entries = Netmcore_condition.dummy_wait_set ();
      turn = 0 } in
  Netmcore_heap.modify (Netmcore_ref.heap shared) (fun mutator ->
    let table = Netmcore_ref.deref_ro shared in
    table.guard <- Netmcore_mutex.create mutator `Normal;
    table.changed <- Netmcore_condition.create_condition mutator;
    table.entries <- Netmcore_condition.create_wait_set mutator);
  shared

let play_body (descriptor, me, times) =
  let shared = Netmcore_ref.sref_of_descr pool descriptor in
  let table = Netmcore_ref.deref_ro shared in
  let entry = Netmcore_heap.modify (Netmcore_ref.heap shared) (fun mutator ->
    Netmcore_condition.alloc_wait_entry mutator (Netmcore_ref.deref_ro shared).entries) in
  repeat times (fun _ ->
    Netmcore_mutex.lock table.guard;
    while table.turn <> me do
      Netmcore_condition.wait entry table.changed table.guard
    done;
    table.turn <- 1 - me;
    Netmcore_condition.signal table.changed;
    Netmcore_mutex.unlock table.guard)

let play, join_play = Netmcore_process.def_process play_body

let condition_rows () =
  let shared = new_table () in
  measure "condition.round" 20_000 (fun times ->
    let descriptor = Netmcore_ref.descr_of_sref shared in
    let first = start play (descriptor, 0, times) in
    let second = start play (descriptor, 1, times) in
    check "first player" (Netmcore_process.join join_play first = Some ());
    check "second player" (Netmcore_process.join join_play second = Some ()));
  check "turn" ((Netmcore_ref.deref_ro shared).turn = 0)

(* --- the collector *)

let collector_rows () =
  let shared = Netmcore_ref.sref pool [ 0 ] in
  Netmcore_ref.assign shared numbers;
  measure "collector.list" 20 (fun n ->
    repeat n (fun _ -> Netmcore_heap.gc (Netmcore_ref.heap shared)));
  check "list after collections" (Netmcore_ref.deref_c shared = numbers)

(* --- the program *)

let groups =
  [ "process", process_rows;
    "reference", reference_rows;
    "list", list_rows;
    "mutex", mutex_rows;
    "condition", condition_rows;
    "collector", collector_rows ]

let group, join_group =
  Netmcore_process.def_process (fun name -> (List.assoc name groups) ())

let run name =
  match Netmcore_process.join join_group (start group name) with
  | Some () -> ()
  | None -> eprintf "group=%s of the original ended early\n%!" name

let first_process, _ =
  Netmcore_process.def_process (fun () -> List.iter run wanted)

let () =
  Netmcore.startup ~socket_directory:directory
    ~first_process:(fun () -> start first_process ())
    ();
  Netmcore.release pool
