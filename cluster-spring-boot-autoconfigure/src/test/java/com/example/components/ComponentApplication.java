package com.example.components;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An application whose package is looked through.
 */
public final class ComponentApplication {

	/**
	 * Classes of the application that were initialized.
	 */
	public static final List<String> INITIALIZED = new CopyOnWriteArrayList<>();

	private ComponentApplication() {
	}

}
