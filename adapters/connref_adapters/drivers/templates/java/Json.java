// As much of JSON as the lines of the protocol need: Java brings none. Whole numbers are Long.

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

final class Json {
    private final String text;
    private int at = 0;

    private Json(String text) {
        this.text = text;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(String line) {
        return (Map<String, Object>) new Json(line).value();
    }

    static String text(Object value) {
        var out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private Object value() {
        char first = next();
        switch (first) {
            case '{':
                at++;
                var map = new LinkedHashMap<String, Object>();
                while (next() != '}') {
                    if (text.charAt(at) == ',') at++;
                    next();
                    String name = string();
                    next();
                    at++; // the colon
                    map.put(name, value());
                }
                at++;
                return map;
            case '[':
                at++;
                var list = new ArrayList<Object>();
                while (next() != ']') {
                    if (text.charAt(at) == ',') at++;
                    else list.add(value());
                }
                at++;
                return list;
            case '"':
                return string();
            default:
                int begin = at;
                while (at < text.length() && ",]} \t".indexOf(text.charAt(at)) < 0) at++;
                String word = text.substring(begin, at);
                if (word.equals("null")) return null;
                if (word.equals("true") || word.equals("false")) return word.equals("true");
                return Long.valueOf(word);
        }
    }

    /** The next character that is no space. */
    private char next() {
        while (Character.isWhitespace(text.charAt(at))) at++;
        return text.charAt(at);
    }

    private String string() {
        var out = new StringBuilder();
        for (at++; text.charAt(at) != '"'; at++) {
            char each = text.charAt(at);
            if (each != '\\') {
                out.append(each);
                continue;
            }
            char escaped = text.charAt(++at);
            int plain = "bfnrt".indexOf(escaped);
            if (escaped == 'u') {
                out.append((char) Integer.parseInt(text.substring(at + 1, at + 5), 16));
                at += 4;
            } else {
                out.append(plain < 0 ? escaped : "\b\f\n\r\t".charAt(plain));
            }
        }
        at++;
        return out.toString();
    }

    private static void write(Object value, StringBuilder out) {
        if (value instanceof Map<?, ?> map) {
            String between = "{";
            if (map.isEmpty()) out.append('{');
            for (var entry : map.entrySet()) {
                out.append(between);
                write(entry.getKey(), out);
                out.append(": ");
                write(entry.getValue(), out);
                between = ", ";
            }
            out.append('}');
        } else if (value instanceof List<?> list) {
            String between = "";
            out.append('[');
            for (Object each : list) {
                out.append(between);
                write(each, out);
                between = ", ";
            }
            out.append(']');
        } else if (value instanceof String string) {
            out.append('"');
            for (char each : string.toCharArray()) {
                if (each == '"' || each == '\\') out.append('\\').append(each);
                else if (each < ' ') out.append(String.format("\\u%04x", (int) each));
                else out.append(each);
            }
            out.append('"');
        } else {
            out.append(value);
        }
    }
}
