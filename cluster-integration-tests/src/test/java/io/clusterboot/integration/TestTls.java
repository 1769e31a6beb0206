package io.clusterboot.integration;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;

import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Key material made for one test, and a client that trusts it.
 */
final class TestTls {

	static final String PASSWORD = "changeit";

	private static final String ALIAS = "web";

	private static final int TIMEOUT = 20_000;

	private TestTls() {
	}

	/**
	 * Make a key store with one self-signed certificate.
	 * @param file where to write it
	 * @param type {@code PKCS12} or {@code JKS}
	 * @param name common name of the certificate
	 * @return the file
	 */
	static Path keyStore(Path file, String type, String name) {
		try {
			Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
					"-genkeypair", "-alias", ALIAS, "-keyalg", "EC", "-groupname", "secp256r1", "-validity", "2",
					"-dname", "CN=" + name, "-ext", "san=dns:localhost,ip:127.0.0.1", "-keystore", file.toString(),
					"-storetype", type, "-storepass", PASSWORD, "-keypass", PASSWORD)
				.redirectErrorStream(true)
				.start();
			String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			assertThat(keytool.waitFor()).as(output).isZero();
			return file;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
	}

	/**
	 * Write the certificate and the key of a PKCS12 key store as PEM.
	 * @param keyStore the key store
	 * @param certificate where to write the certificate
	 * @param key where to write the key
	 */
	static void pem(Path keyStore, Path certificate, Path key) {
		try (InputStream input = Files.newInputStream(keyStore)) {
			KeyStore store = KeyStore.getInstance("PKCS12");
			store.load(input, PASSWORD.toCharArray());
			Key privateKey = store.getKey(ALIAS, PASSWORD.toCharArray());
			Files.writeString(key, pem("PRIVATE KEY", privateKey.getEncoded()));
			Files.writeString(certificate, pem("CERTIFICATE", store.getCertificate(ALIAS).getEncoded()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (GeneralSecurityException ex) {
			throw new AssertionError(ex);
		}
	}

	private static String pem(String title, byte[] content) {
		String text = Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(content);
		return "-----BEGIN " + title + "-----\n" + text + "\n-----END " + title + "-----\n";
	}

	/**
	 * Return a context for clients that trusts every certificate.
	 * @return a new context, without sessions to resume
	 */
	static SSLContext trusting() {
		try {
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(null, new TrustManager[] { new TrustAll() }, null);
			return context;
		}
		catch (GeneralSecurityException ex) {
			throw new AssertionError(ex);
		}
	}

	/**
	 * Send a GET on a new connection.
	 * @param port the port
	 * @param path path and query
	 * @return the body and whose certificate was shown
	 */
	static Answer get(int port, String path) {
		try {
			URI uri = URI.create("https://127.0.0.1:" + port + path);
			HttpsURLConnection connection = (HttpsURLConnection) uri.toURL().openConnection();
			connection.setSSLSocketFactory(trusting().getSocketFactory());
			connection.setRequestProperty("Connection", "close");
			connection.setConnectTimeout(TIMEOUT);
			connection.setReadTimeout(TIMEOUT);
			try (InputStream body = connection.getInputStream()) {
				String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
				X509Certificate shown = (X509Certificate) connection.getServerCertificates()[0];
				return new Answer(text, shown.getSubjectX500Principal().getName());
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * A successful answer.
	 *
	 * @param body the body
	 * @param certificate subject of the certificate
	 */
	record Answer(String body, String certificate) {

	}

	/**
	 * Trusts everybody.
	 */
	private static final class TrustAll extends X509ExtendedTrustManager {

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String authType) {
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String authType) {
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
		}

		@Override
		public X509Certificate[] getAcceptedIssuers() {
			return new X509Certificate[0];
		}

	}

}
