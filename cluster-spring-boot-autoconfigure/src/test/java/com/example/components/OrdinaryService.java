package com.example.components;

import org.springframework.stereotype.Service;

/**
 * Runs in workers only.
 */
@Service
public class OrdinaryService {

	static {
		ComponentApplication.INITIALIZED.add("OrdinaryService");
	}

}
