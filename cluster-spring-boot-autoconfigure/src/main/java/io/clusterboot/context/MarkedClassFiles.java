package io.clusterboot.context;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.core.type.classreading.SimpleMetadataReaderFactory;
import org.springframework.util.ClassUtils;

import io.clusterboot.ClusterPrimaryComponent;

/**
 * Finds class files, but those alone that mention {@link ClusterPrimaryComponent}, or an
 * annotation among them that is annotated with it. To look for a name in a file costs a
 * fraction of what it takes to understand the file, and hardly any application has such
 * classes.
 */
class MarkedClassFiles implements ResourcePatternResolver {

	/**
	 * What every annotation has in its class file.
	 */
	private static final String ANNOTATION = "java/lang/annotation/Annotation";

	private final ResourcePatternResolver all;

	private final Map<String, Resource[]> found = new ConcurrentHashMap<>();

	MarkedClassFiles(ResourcePatternResolver all) {
		this.all = all;
	}

	/**
	 * Return those of the files that mention it. They are looked for once.
	 * @param pattern the files
	 * @return the files
	 */
	@Override
	public Resource[] getResources(String pattern) {
		return this.found.computeIfAbsent(pattern, this::find);
	}

	private Resource[] find(String pattern) {
		try {
			return find(this.all.getResources(pattern));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot look for " + pattern, ex);
		}
	}

	private static Resource[] find(Resource[] files) throws IOException {
		Set<Resource> found = new LinkedHashSet<>();
		List<String> names = List.of(ClusterPrimaryComponent.class.getName());
		while (!names.isEmpty()) {
			List<Resource> mentioning = mentioning(names, files);
			mentioning.removeAll(found);
			found.addAll(mentioning);
			names = annotations(mentioning);
		}
		return found.toArray(Resource[]::new);
	}

	private static List<Resource> mentioning(List<String> names, Resource[] files) throws IOException {
		List<String> descriptors = names.stream()
			.map((name) -> "L" + ClassUtils.convertClassNameToResourcePath(name) + ";")
			.toList();
		List<Resource> found = new ArrayList<>();
		for (Resource file : files) {
			String content = content(file);
			if (descriptors.stream().anyMatch(content::contains)) {
				found.add(file);
			}
		}
		return found;
	}

	private static List<String> annotations(List<Resource> files) throws IOException {
		List<String> names = new ArrayList<>();
		for (Resource file : files) {
			if (content(file).contains(ANNOTATION)) {
				names.add(new SimpleMetadataReaderFactory().getMetadataReader(file).getClassMetadata().getClassName());
			}
		}
		return names;
	}

	/**
	 * Return what stands in a file.
	 * @param file the file
	 * @return a character for each byte
	 */
	private static String content(Resource file) throws IOException {
		try (InputStream in = file.getInputStream()) {
			return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
		}
	}

	@Override
	public Resource getResource(String location) {
		return this.all.getResource(location);
	}

	@Override
	public @Nullable ClassLoader getClassLoader() {
		return this.all.getClassLoader();
	}

}
