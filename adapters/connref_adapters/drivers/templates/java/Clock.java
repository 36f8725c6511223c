// Timers on one line of time, in ms since the reset; the order of two at the same instant is that in which they were set.

import java.util.TreeSet;

final class Clock {
    /** One armed timer. */
    record Timer(long at, long number, Runnable action) implements Comparable<Timer> {
        @Override
        public int compareTo(Timer other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(number, other.number);
        }
    }

    long now = 0;
    /** The process is suspended: time goes on, and nothing fires. */
    boolean frozen = false;
    private final TreeSet<Timer> timers = new TreeSet<>();
    private long count = 0;

    /** Runs the action in so many milliseconds. */
    Timer after(long ms, Runnable action) {
        var timer = new Timer(now + ms, ++count, action);
        timers.add(timer);
        return timer;
    }

    /** Forgets a timer; one that has fired, or null, is no matter. */
    void cancel(Timer timer) {
        if (timer != null) timers.remove(timer);
    }

    void cancelAll() {
        timers.clear();
    }

    /** The instant of the next timer, or null. */
    Long next() {
        return frozen || timers.isEmpty() ? null : timers.first().at();
    }

    /** Moves on, firing what falls due in order, the end instant included. */
    void advance(long ms) {
        long end = now + ms;
        while (!frozen && !timers.isEmpty() && timers.first().at() <= end) {
            Timer first = timers.pollFirst();
            now = Math.max(now, first.at()); // what was due in a suspension is late
            first.action().run();
        }
        now = end;
    }
}
