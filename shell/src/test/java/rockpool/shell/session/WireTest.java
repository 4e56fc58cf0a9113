package rockpool.shell.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import org.junit.jupiter.api.Test;
import rockpool.shell.session.Wire.Frame;
import rockpool.shell.session.Wire.Kind;

class WireTest {

    @Test
    void framesArriveWholeAndInOrder() throws IOException {
        PipedInputStream in = new PipedInputStream(1 << 16);
        Wire sender = new Wire(new ByteArrayInputStream(new byte[0]), new PipedOutputStream(in));
        Wire receiver = new Wire(in, OutputStream.nullOutputStream());
        for (int i = 0; i < 500; i++) {
            sender.sendSurely(Kind.OUT, (byte) i, (byte) (i >> 8));
        }
        for (int i = 0; i < 500; i++) {
            Frame frame = receiver.receive();
            assertEquals(Kind.OUT, frame.kind());
            assertArrayEquals(new byte[] {(byte) i, (byte) (i >> 8)}, frame.body());
        }
    }

    @Test
    void anInterruptedThreadStillSends() throws IOException {
        PipedInputStream in = new PipedInputStream();
        Wire sender = new Wire(new ByteArrayInputStream(new byte[0]), new PipedOutputStream(in));
        Thread.currentThread().interrupt();
        sender.sendSurely(Kind.DONE, (byte) 1);
        assertEquals(true, Thread.interrupted(), "it stays interrupted");
        assertEquals(Kind.DONE, new Wire(in, OutputStream.nullOutputStream()).receive().kind());
    }

    @Test
    void halfAFrameIsTheEnd() {
        Wire wire = new Wire(new ByteArrayInputStream(new byte[] {0, 0, 0, 0, 9, 1}), OutputStream.nullOutputStream());
        assertThrows(EOFException.class, wire::receive);
    }

    @Test
    void whatIsNoFrameIsRefused() {
        Wire wire = new Wire(new ByteArrayInputStream(new byte[] {99, 0, 0, 0, 0}), OutputStream.nullOutputStream());
        assertThrows(IOException.class, wire::receive);
    }
}
