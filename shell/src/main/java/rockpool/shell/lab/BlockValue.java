package rockpool.shell.lab;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whether a block of Java returns a value of its own: the `return` of a lambda or a class within it does not count.
final class BlockValue {

    private static final Pattern TEXTS = Pattern.compile("\"\"\"[\\s\\S]*?\"\"\"|\"(\\\\.|[^\"\\\\])*\"|'(\\\\.|[^'\\\\])+'|//.*|/\\*[\\s\\S]*?\\*/");
    /// An innermost pair of braces, with what makes it the body of a lambda or of a class. The arrow of a case makes none.
    private static final Pattern INNERMOST = Pattern.compile("(?:\\b(?:case\\b[^;{}>]*|default\\s*)->)?(->|\\bnew\\s+[\\w.<>, ]+\\([^(){};]*\\)|\\b(?:class|record|enum|interface)\\b[^{};]*)?\\s*"
            + "\\{([^{}]*)}");
    private static final Pattern VALUE_RETURNED = Pattern.compile("\\breturn\\s*[^\\s;]");

    private BlockValue() { }

    static boolean isReturnedBy(String block) {
        String text = TEXTS.matcher(block).replaceAll("0");
        Matcher inner = INNERMOST.matcher(text);
        while (inner.find()) {
            String own = inner.group(1) == null ? " " + inner.group(2) + " " : " 0 ";
            text = text.substring(0, inner.start()) + own + text.substring(inner.end());
            inner = INNERMOST.matcher(text);
        }
        return VALUE_RETURNED.matcher(text).find();
    }
}
