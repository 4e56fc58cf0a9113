package rockpool.engine.box;

import java.util.concurrent.CancellationException;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;

/// One subscriber of a box, served by a virtual thread of its own. A message is taken only when the subscriber has asked for one.
final class Subscription<T> implements Flow.Subscription, Runnable {

    private final Camlbox<T> box;
    private final Flow.Subscriber<? super T> subscriber;
    private final Semaphore asked = new Semaphore(0);
    private final Thread thread = Thread.ofVirtual().name("rockpool-box-subscriber").unstarted(this);
    private volatile boolean cancelled;
    private volatile IllegalArgumentException misuse;

    Subscription(Camlbox<T> box, Flow.Subscriber<? super T> subscriber) {
        this.box = box;
        this.subscriber = subscriber;
    }

    void begin() {
        thread.start();
    }

    @Override
    public void run() {
        try {
            subscriber.onSubscribe(this);
            while (!cancelled) {
                asked.acquire();
                subscriber.onNext(box.take());
            }
        } catch (InterruptedException | CancellationException e) {
            if (misuse != null) {
                subscriber.onError(misuse);
            }
        } catch (BoxClosedException e) {
            subscriber.onComplete();
        } catch (Throwable e) {
            cancelled = true;
            subscriber.onError(e);
        }
    }

    @Override
    public void request(long count) {
        if (count <= 0) {
            misuse = new IllegalArgumentException("count=" + count + ": a subscriber asks for at least one");
            thread.interrupt();
        } else {
            asked.release((int) Math.min(count, Math.max(0, Integer.MAX_VALUE - asked.availablePermits() - 1)));
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        thread.interrupt();
    }
}
