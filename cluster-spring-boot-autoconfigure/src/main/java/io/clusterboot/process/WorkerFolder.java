package io.clusterboot.process;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * Where the files of one worker's command line are written, readable by the user only.
 */
final class WorkerFolder {

	private final Path directory;

	private final long id;

	private int files;

	WorkerFolder(Path directory, long id) {
		this.directory = directory.toAbsolutePath();
		this.id = id;
	}

	/**
	 * Write a file of arguments.
	 * @param arguments the arguments
	 * @param charset the charset of the file
	 * @return the argument that names the file to the java launcher
	 * @throws IOException if the file cannot be written
	 */
	String writeArguments(List<String> arguments, Charset charset) throws IOException {
		return "@" + write("args", ArgumentFile.format(arguments), charset);
	}

	/**
	 * Write a file.
	 * @param extension extension of its name
	 * @param content content of the file
	 * @param charset charset of the file
	 * @return the file
	 * @throws IOException if the file cannot be written
	 */
	Path write(String extension, String content, Charset charset) throws IOException {
		this.files++;
		Path file = this.directory.resolve(prefix() + this.files + "." + extension);
		Files.deleteIfExists(file);
		Files.createFile(file, privateToUser());
		return Files.write(file, content.getBytes(charset), StandardOpenOption.TRUNCATE_EXISTING);
	}

	/**
	 * Delete all files of the worker.
	 */
	void delete() {
		try (DirectoryStream<Path> files = Files.newDirectoryStream(this.directory, prefix() + "*")) {
			for (Path file : files) {
				Files.deleteIfExists(file);
			}
		}
		catch (IOException | DirectoryIteratorException ex) {
			// They go with the primary's directory when it ends.
		}
	}

	private String prefix() {
		return "worker-" + this.id + "-";
	}

	private static FileAttribute<?>[] privateToUser() {
		if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
			return new FileAttribute<?>[0];
		}
		return new FileAttribute<?>[] {
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")) };
	}

}
