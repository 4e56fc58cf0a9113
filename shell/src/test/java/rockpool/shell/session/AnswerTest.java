package rockpool.shell.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.util.List;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.ClassInstallException;
import jdk.jshell.spi.ExecutionControl.ExecutionControlException;
import jdk.jshell.spi.ExecutionControl.ResolutionException;
import jdk.jshell.spi.ExecutionControl.StoppedException;
import jdk.jshell.spi.ExecutionControl.UserException;
import org.junit.jupiter.api.Test;

class AnswerTest {

    @Test
    void textsOfAnyLengthComeBack() throws Exception {
        String text = "é€ ".repeat(100_000);
        assertEquals(text, again(Answer.of(text)).orElseThrow());
        assertNull(again(Answer.of((String) null)).text());
    }

    @Test
    void exceptionsComeBackWithStackAndCauses() throws IOException {
        UserException thrown = new UserException("outer", "java.lang.IllegalStateException", new Throwable().getStackTrace());
        thrown.initCause(new ResolutionException(7, new StackTraceElement[0]));
        UserException back = assertInstanceOf(UserException.class, again(Answer.of(thrown)).failure());
        assertEquals("outer", back.getMessage());
        assertEquals("java.lang.IllegalStateException", back.causeExceptionClass());
        assertArrayEquals(thrown.getStackTrace(), back.getStackTrace());
        assertEquals(7, assertInstanceOf(ResolutionException.class, back.getCause()).id());
    }

    @Test
    void everyKindOfFailureComesBackAsItself() throws IOException {
        ExecutionControlException[] failures = {new StoppedException(), new ClassInstallException("no", new boolean[] {true, false}),
            new jdk.jshell.spi.ExecutionControl.NotImplementedException("x"), new jdk.jshell.spi.ExecutionControl.InternalException("y"),
            new jdk.jshell.spi.ExecutionControl.EngineTerminationException("z")};
        for (ExecutionControlException failure : failures) {
            ExecutionControlException back = again(Answer.of(failure)).failure();
            assertEquals(failure.getClass(), back.getClass());
            assertEquals(failure.getMessage(), back.getMessage());
        }
    }

    @Test
    void classesComeBack() throws IOException {
        ClassBytecodes[] back = Packing.classes(Packing.classes(List.of(new ClassBytecodes("A", new byte[] {1, 2})), _ -> null));
        assertEquals("A", back[0].name());
        assertArrayEquals(new byte[] {1, 2}, back[0].bytecodes());
    }

    private static Answer again(Answer answer) throws IOException {
        return Answer.unpack(answer.pack());
    }
}
