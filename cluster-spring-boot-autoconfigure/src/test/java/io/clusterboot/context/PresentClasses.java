package io.clusterboot.context;

import java.util.Set;

import org.springframework.asm.ClassWriter;
import org.springframework.asm.Opcodes;

/**
 * Class loader of an application that has further classes on its class path.
 */
class PresentClasses extends ClassLoader {

	static final String JDBC = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration";

	static final String R2DBC = "org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration";

	static final String HIKARI = "com.zaxxer.hikari.HikariDataSource";

	private final Set<String> names;

	PresentClasses(String... names) {
		super(PresentClasses.class.getClassLoader());
		this.names = Set.of(names);
	}

	@Override
	protected Class<?> findClass(String name) throws ClassNotFoundException {
		if (!this.names.contains(name)) {
			throw new ClassNotFoundException(name);
		}
		ClassWriter writer = new ClassWriter(0);
		writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name.replace('.', '/'), null, "java/lang/Object", null);
		byte[] bytes = writer.toByteArray();
		return defineClass(name, bytes, 0, bytes.length);
	}

}
