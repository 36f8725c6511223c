// The line to the kit: request lines in, reply lines out, strictly in order. Nothing in here needs a change.

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

abstract class Protocol {
    /** Classes of the driver; the class of the first frame of a trace tells whose an exception is. */
    private static final Set<String> OWN = Set.of("Driver", "Protocol", "World", "Clock", "Socket", "Json");

    World world;
    String mode;

    abstract Map<String, Object> hello();

    abstract void startApp();

    abstract void apply(String input, Map<String, Object> request);

    /** A callback of a call: it records that it fired. */
    Runnable outcome(Map<String, Object> request, String result) {
        return () -> world.record("outcome", "call", request.get("call"), "api", request.get("input"), "result", result);
    }

    void serve() throws Exception {
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        var out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Map<String, Object> request = Json.object(line);
            out.print(Json.text(answer(request)) + "\n");
            if (!lines.ready() || "bye".equals(request.get("op"))) out.flush(); // what came together is answered together
            if ("bye".equals(request.get("op"))) return;
        }
    }

    private Map<String, Object> answer(Map<String, Object> request) {
        var reply = new LinkedHashMap<String, Object>();
        reply.put("id", request.get("id"));
        try {
            var body = reply(request);
            reply.put("ok", true);
            reply.putAll(body);
        } catch (RuntimeException | Error trouble) {
            trouble.printStackTrace(); // the kit is told whose it is, and goes on with the next story
            reply.put("ok", false);
            reply.put("error", Map.of("kind", isOwn(trouble) ? "driver" : "crash", "message", trouble.toString()));
        }
        return reply;
    }

    private Map<String, Object> reply(Map<String, Object> request) {
        switch ((String) request.get("op")) {
            case "hello":
                return hello();
            case "bye":
                return Map.of();
            case "reset":
                mode = (String) request.get("mode");
                world = new World();
                startApp();
                break;
            case "do":
                carryOut((String) request.get("input"), request);
                break;
            default:
                world.clock.advance((Long) request.get("ms"));
        }
        var played = new LinkedHashMap<String, Object>();
        played.put("now", world.clock.now);
        played.put("observations", world.observed());
        played.put("next", world.clock.next());
        return played;
    }

    /** One input now. An exception that leaves the SDK is an observation; the driver's own is not the SDK's. */
    private void carryOut(String input, Map<String, Object> request) {
        try {
            if (input.equals("kill")) {
                world.forgetProcess();
                startApp();
            } else {
                world.change(input, request);
                apply(input, request);
            }
            world.clock.advance(0);
        } catch (RuntimeException | Error trouble) {
            if (isOwn(trouble)) throw trouble;
            var subject = request.containsKey("call") ? "call" : "input";
            world.record("threw", subject, request.get(subject), "detail", trouble.toString());
        }
    }

    /** Frames of Java itself are passed over: what they were given is the mistake of who called them. */
    private static boolean isOwn(Throwable trouble) {
        for (StackTraceElement frame : trouble.getStackTrace()) {
            String name = frame.getClassName().replaceAll("[$/].*", "");
            if (!name.startsWith("java.") && !name.startsWith("jdk.")) return OWN.contains(name);
        }
        return true;
    }
}
