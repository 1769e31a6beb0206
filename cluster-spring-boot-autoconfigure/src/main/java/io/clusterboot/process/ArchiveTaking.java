package io.clusterboot.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Takes a jar that others may be writing.
 */
final class ArchiveTaking {

	private final Path jar;

	private final Path folder;

	private final FileCopier copier;

	private final Settling settling;

	ArchiveTaking(Path jar, Path folder, FileCopier copier, Settling settling) {
		this.jar = jar;
		this.folder = folder;
		this.copier = copier;
		this.settling = settling;
	}

	/**
	 * Copy the jar, once more after a while if it changes meanwhile.
	 * @param check whether to read the whole copy
	 * @return what was taken
	 * @throws IOException if the jar is not to be had in one piece; nothing is left then
	 */
	Archive take(boolean check) throws IOException {
		try {
			Archive archive = attempt(check);
			if (archive == null) {
				this.settling.await();
				archive = attempt(check);
			}
			if (archive == null) {
				throw new IOException(this.jar + " changes while it is copied");
			}
			return archive;
		}
		catch (IOException | RuntimeException ex) {
			Archive.delete(this.folder);
			throw ex;
		}
	}

	private @Nullable Archive attempt(boolean check) throws IOException {
		Archive.delete(this.folder);
		ArchiveCopy copy = new ArchiveCopy(this.folder, this.copier);
		try {
			Path jar = copy.copy(this.jar);
			if (check) {
				copy.check();
			}
			return copy.isCurrent() ? new Archive(this.folder, jar, List.copyOf(copy.files())) : null;
		}
		catch (IOException ex) {
			if (copy.isCurrent()) {
				throw ex;
			}
			return null;
		}
	}

}
