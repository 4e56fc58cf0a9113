(* The operations of our benchmark's rows, done by the original: the OCaml library Netmulticore (Ocamlnet 4.1).

   usage: original DIRECTORY GROUP...

   DIRECTORY is an empty one for the library's sockets. A group is the set of rows that one run measures: process,
   reference, list, mutex, condition, box, array, buffer, queue, table, collector. Each group runs in a worker process of its own and prints a line for
   each row when it is done:

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

let add_one descriptor =
  let shared = Netmcore_ref.sref_of_descr pool descriptor in
  Netmcore_ref.assign shared (Netmcore_ref.deref_c shared + 1)

let adder, join_adder = Netmcore_process.def_process add_one

let burst_size = 4

let process_rows () =
  let once k = check_successor k (start successor k) in
  once 41;
  measure "process.sequence" 200 (fun n -> repeat n once);
  measure "process.burst" (10 * burst_size) (fun n ->
    repeat (n / burst_size) (fun _ ->
      let started = List.init burst_size (fun k -> k, start successor k) in
      List.iter (fun (k, p) -> check_successor k p) started));
  let number = Netmcore_ref.sref pool 0 in
  let descriptor = Netmcore_ref.descr_of_sref number in
  measure "process.shared" 200 (fun n ->
    repeat n (fun _ ->
      check "adder" (Netmcore_process.join join_adder (start adder descriptor) = Some ())));
  check "sum" (Netmcore_ref.deref_c number = 200)

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
    mutable turn : int;
    mutable said : int }

let new_table () =
  let shared = Netmcore_ref.sref pool
    { guard = Netmcore_mutex.dummy ();
      changed = Netmcore_condition.dummy_condition ();
      entries = Netmcore_condition.dummy_wait_set ();
      turn = 0;
      said = 0 } in
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

(* In microseconds: the clock counts no less. *)
let clock () = int_of_float (now () *. 1e6)

let late = 150

(* Keeps its turn for so long that the other sleeps; returns how long its wake-ups took, all together. *)
let play_late_body (descriptor, me, times) =
  let shared = Netmcore_ref.sref_of_descr pool descriptor in
  let table = Netmcore_ref.deref_ro shared in
  let entry = Netmcore_heap.modify (Netmcore_ref.heap shared) (fun mutator ->
    Netmcore_condition.alloc_wait_entry mutator (Netmcore_ref.deref_ro shared).entries) in
  let woken = ref 0 in
  repeat times (fun _ ->
    Netmcore_mutex.lock table.guard;
    while table.turn <> me do
      Netmcore_condition.wait entry table.changed table.guard
    done;
    let called = clock () in
    woken := !woken + called - table.said;
    Netmcore_mutex.unlock table.guard;
    while clock () - called < late do () done;
    Netmcore_mutex.lock table.guard;
    table.turn <- 1 - me;
    table.said <- clock ();
    Netmcore_condition.signal table.changed;
    Netmcore_mutex.unlock table.guard);
  !woken

let play_late, join_play_late = Netmcore_process.def_process play_late_body

(* A round trip has two wake-ups. *)
let asleep_row times =
  let shared = new_table () in
  (Netmcore_ref.deref_ro shared).said <- clock ();
  let descriptor = Netmcore_ref.descr_of_sref shared in
  let first = start play_late (descriptor, 0, times) in
  let second = start play_late (descriptor, 1, times) in
  match Netmcore_process.join join_play_late first, Netmcore_process.join join_play_late second with
  | Some one, Some other -> print_row "condition.asleep" times (float (one + other) *. 1e-6)
  | _ -> failwith "late players"

let condition_rows () =
  asleep_row 3_000;
  let shared = new_table () in
  measure "condition.round" 20_000 (fun times ->
    let descriptor = Netmcore_ref.descr_of_sref shared in
    let first = start play (descriptor, 0, times) in
    let second = start play (descriptor, 1, times) in
    check "first player" (Netmcore_process.join join_play first = Some ());
    check "second player" (Netmcore_process.join join_play second = Some ()));
  check "turn" ((Netmcore_ref.deref_ro shared).turn = 0)

(* --- camlboxes *)

type note = { number : int; payload : string }

let slots = 64

let text length = String.make length 'x'

(* Gives each new message in a box to [use], in place of a copy that outlives it. *)
let receive box use =
  List.iter
    (fun slot ->
      let note = Netcamlbox.camlbox_get_copy box slot in
      Netcamlbox.camlbox_delete box slot;
      use note)
    (Netcamlbox.camlbox_wait box)

let send_body (box, times, length) =
  let (sender : note Netcamlbox.camlbox_sender) = Netmcore_camlbox.lookup_camlbox_sender box in
  let payload = text length in
  let slot = ref 0 in
  for number = 1 to times do
    Netcamlbox.camlbox_send ~prefer:!slot ~slot sender { number; payload }
  done

let sending, join_sending = Netmcore_process.def_process send_body

let way_row key length times =
  let (box : note Netcamlbox.camlbox), id = Netmcore_camlbox.create_camlbox "way" slots (length + 256) in
  let count = ref 0 and sum = ref 0 in
  measure key times (fun n ->
    let started = start sending (id, n, length) in
    while !count < n do
      receive box (fun note -> incr count; sum := !sum + note.number)
    done;
    check "sender" (Netmcore_process.join join_sending started = Some ()));
  check "sum of numbers" (!sum = times * (times + 1) / 2)

let answer_body (address_box, back, times) =
  let (answers : note Netcamlbox.camlbox_sender) = Netmcore_camlbox.lookup_camlbox_sender back in
  let (address : Netmcore.res_id ref Netcamlbox.camlbox_sender) = Netmcore_camlbox.lookup_camlbox_sender address_box in
  let (box : note Netcamlbox.camlbox), id = Netmcore_camlbox.create_camlbox "questions" 1 256 in
  Netcamlbox.camlbox_send address (ref id);
  let answered = ref 0 in
  while !answered < times do
    receive box (fun note -> incr answered; Netcamlbox.camlbox_send answers note)
  done

let answering, join_answering = Netmcore_process.def_process answer_body

(* Both sides are asleep when such a trip begins. *)
let sleepy_trips = 60

let trip_row times =
  let (answers : note Netcamlbox.camlbox), back = Netmcore_camlbox.create_camlbox "answers" 1 256 in
  let (addresses : Netmcore.res_id ref Netcamlbox.camlbox), address_box = Netmcore_camlbox.create_camlbox "addresses" 1 256 in
  let started = start answering (address_box, back, times + sleepy_trips) in
  let address = ref None in
  receive addresses (fun id -> address := Some !id);
  let (questions : note Netcamlbox.camlbox_sender) =
    match !address with
    | Some id -> Netmcore_camlbox.lookup_camlbox_sender id
    | None -> failwith "no address" in
  let last = ref 0 in
  let trip number =
    Netcamlbox.camlbox_send questions { number; payload = text 16 };
    while !last < number do
      receive answers (fun note -> last := note.number)
    done in
  measure "box.trip" times (fun n ->
    for number = 1 to n do trip number done);
  let spent = ref 0.0 in
  for number = times + 1 to times + sleepy_trips do
    Unix.sleepf 0.003;
    let began = now () in
    trip number;
    spent := !spent +. (now () -. began)
  done;
  print_row "box.trip.asleep" sleepy_trips !spent;
  check "answering" (Netmcore_process.join join_answering started = Some ())

let box_rows () =
  way_row "box.way.16" 16 300_000;
  way_row "box.way.1024" 1024 300_000;
  trip_row 20_000

(* --- arrays *)

let array_rows () =
  let size = 1000 in
  let shared = Netmcore_array.make pool size 0 () in
  Netmcore_array.set shared (size - 1) 7;
  check "element" (Netmcore_array.get_c shared (size - 1) = 7);
  measure "array.set" 500_000 (fun n ->
    repeat n (fun i -> Netmcore_array.set shared (i mod size) i));
  measure "array.get" 1_000_000 (fun n ->
    repeat n (fun i -> ignore (Netmcore_array.get_c shared (i mod size))));
  check "length" (Netmcore_array.length shared = size)

(* --- buffers *)

let buffer_rows () =
  let buffer = Netmcore_buffer.create pool 65536 () in
  let chunk = String.make 1024 'x' in
  Netmcore_buffer.add_string buffer chunk;
  check "buffer" (Netmcore_buffer.contents buffer = chunk);
  measure "buffer.turn" 300_000 (fun n ->
    repeat n (fun _ ->
      Netmcore_buffer.add_string buffer chunk;
      Netmcore_buffer.delete_hd buffer 1024));
  check "buffer's length" (Netmcore_buffer.length buffer = 1024)

(* --- hash tables *)

type quote = { price : float; source : string; number : int }

let keys = 100_000

let table_rows () =
  let table = Netmcore_hashtbl.create pool () in
  let quote source i = { price = float i; source; number = i } in
  measure "table.add" keys (fun n ->
    repeat n (fun i -> Netmcore_hashtbl.add table (string_of_int i) (quote "first" i)));
  measure "table.replace" keys (fun n ->
    repeat n (fun i -> Netmcore_hashtbl.replace table (string_of_int i) (quote "second" i)));
  let sum = ref 0 in
  measure "table.copy" keys (fun n ->
    repeat n (fun i -> sum := !sum + (Netmcore_hashtbl.find_c table (string_of_int i)).number));
  check "sum" (!sum = keys * (keys + 1) / 2);
  check "keys" (Netmcore_hashtbl.length table = keys)
(* --- queues *)

let push_records (queue, count) =
  repeat count (fun i -> Netmcore_queue.push { owner = "x"; balance = i } queue)

let push_body (descriptor, count) =
  push_records (Netmcore_queue.squeue_of_descr pool descriptor, count)

let push_all, join_push_all = Netmcore_process.def_process push_body

let pop_records queue count =
  let sum = ref 0 and left = ref count in
  while !left > 0 do
    match Netmcore_queue.pop_c queue with
    | account -> sum := !sum + account.balance; decr left
    | exception Netmcore_queue.Empty -> ()
  done;
  check "sum of a queue" (!sum = count * (count + 1) / 2)

let queue_rows () =
  let queue = Netmcore_queue.create pool () in
  Netmcore_queue.push { owner = "ann"; balance = 10 } queue;
  check "first of a queue" (Netmcore_queue.top_c queue = { owner = "ann"; balance = 10 });
  check "popped" (Netmcore_queue.pop_c queue = { owner = "ann"; balance = 10 });
  measure "queue.push" 200_000 (fun n -> push_records (queue, n));
  measure "queue.pop" 200_000 (fun n -> pop_records queue n);
  let pusher = start push_all (Netmcore_queue.descr_of_squeue queue, 200_000) in
  while Netmcore_queue.is_empty queue do () done;
  measure "queue.two" 200_000 (fun n -> pop_records queue n);
  check "pusher" (Netmcore_process.join join_push_all pusher = Some ())

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
    "box", box_rows;
    "array", array_rows;
    "buffer", buffer_rows;
    "table", table_rows;
    "queue", queue_rows;
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
