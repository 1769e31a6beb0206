/**
 * An application with jobs of Quartz, which tell when and where they run.
 */
package com.example.quartz;
