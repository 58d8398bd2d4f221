package io.gwms.audit.okhttp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** A server that switches one connection to WebSocket (RFC 6455) and says the first message back. */
final class SwitchingServer implements AutoCloseable {
    private static final String KEY_HEADER = "sec-websocket-key:";
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int TEXT_FRAME = 0x81;

    private final ServerSocket listener;

    SwitchingServer() {
        try {
            listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::serve, "switching");
        thread.setDaemon(true);
        thread.start();
    }

    String url() {
        return "http://127.0.0.1:" + listener.getLocalPort() + "/socket";
    }

    private void serve() {
        try (Socket socket = listener.accept()) {
            OutputStream out = socket.getOutputStream();
            out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Accept: " + accepted(key(socket)) + "\r\n\r\n")
                    .getBytes(US_ASCII));
            byte[] text = message(new DataInputStream(socket.getInputStream()));
            out.write(TEXT_FRAME);
            out.write(text.length);
            out.write(text);
            out.flush();
            socket.getInputStream().read();
        } catch (IOException e) {
            // the client has gone
        }
    }

    /** Reads the head of the request; its client sends nothing more before it is answered. */
    private static String key(Socket socket) throws IOException {
        BufferedReader head = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
        String key = "";
        for (String line = head.readLine(); !line.isEmpty(); line = head.readLine()) {
            if (line.regionMatches(true, 0, KEY_HEADER, 0, KEY_HEADER.length())) {
                key = line.substring(KEY_HEADER.length()).strip();
            }
        }
        return key;
    }

    private static String accepted(String key) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A short masked text frame, as clients send it. */
    private static byte[] message(DataInputStream in) throws IOException {
        in.readUnsignedByte();
        byte[] text = new byte[in.readUnsignedByte() & 0x7F];
        byte[] mask = new byte[4];
        in.readFully(mask);
        in.readFully(text);
        for (int i = 0; i < text.length; i++) {
            text[i] ^= mask[i % mask.length];
        }
        return text;
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
