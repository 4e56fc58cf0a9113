package rockpool.engine.testing.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import rockpool.engine.testing.NothingLeft;

@ExtendWith(NothingLeft.class)
class ModelRunTest {

    @Test
    void processesSeeAVariableAsIfOneStepCameAfterTheOther() {
        ModelRun.Done done = ModelRun.of(RefSubject.class).run();
        assertTrue(done.steps() >= 3600, done::toString);
    }

    @Test
    void processesThatAreKilledLeaveAVariableAsItWasBeforeOrAfterTheirStep() {
        ModelRun.Done done = ModelRun.of(RefSubject.class).killing().steps(40).rounds(8).run();
        assertTrue(done.kills() >= 8, done::toString);
    }

    @Test
    void simulatedProcessesSeeAVariableAsIfOneStepCameAfterTheOther() {
        ModelRun.of(RefSubject.class).simulated().run();
    }

    @Test
    void simulatedProcessesThatDieLeaveAVariableAsItWasBeforeOrAfterTheirStep() {
        ModelRun.Done done = ModelRun.of(RefSubject.class).simulated().killing().steps(40).rounds(60).run();
        assertTrue(done.killsMidway() > 0, done::toString);
        assertEquals(done.killsMidway(), done.kills());
    }

    @Test
    void elementsOfAnArrayAreAtomic() {
        ModelRun.of(LongArraySubject.class).run();
    }

    @Test
    void anUpdateThatIsLostIsFound() {
        AssertionError found = assertThrows(AssertionError.class,
                () -> ModelRun.of(LongArraySubject.Losing.class).simulated().rounds(10_000).run());
        assertTrue(found.getMessage().contains("no order of the steps explains"), found.getMessage());
        assertTrue(found.getMessage().contains("seed="), found.getMessage());
    }
}
