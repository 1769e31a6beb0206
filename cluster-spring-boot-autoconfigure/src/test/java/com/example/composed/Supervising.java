package com.example.composed;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.clusterboot.ClusterPrimaryComponent;

/**
 * An annotation of an application's own.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ClusterPrimaryComponent
public @interface Supervising {

}
