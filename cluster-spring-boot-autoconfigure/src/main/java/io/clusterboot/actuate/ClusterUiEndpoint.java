package io.clusterboot.actuate;

import java.util.Map;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.EndpointAccessResolver;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;

/**
 * {@link WebEndpoint @WebEndpoint} with a page that shows the cluster to people. The page
 * asks the {@link ClusterEndpoint}, with the rights of whoever looks at it: it can do
 * nothing that they could not do there.
 *
 * @since 0.1.0
 */
@WebEndpoint(id = "clusterui", defaultAccess = Access.NONE)
public class ClusterUiEndpoint {

	private static final EndpointId SELF = EndpointId.of("clusterui");

	private static final EndpointId CLUSTER = EndpointId.of("cluster");

	private static final EndpointId METRICS = EndpointId.of("metrics");

	private final ObjectProvider<PathMappedEndpoints> endpoints;

	private final EndpointAccessResolver access;

	private final String application;

	private final UiPage page = UiPage.load();

	/**
	 * Create a new {@link ClusterUiEndpoint} instance.
	 * @param endpoints tells the paths of the endpoints
	 * @param access tells whether the cluster may be changed
	 * @param application name of the application
	 */
	public ClusterUiEndpoint(ObjectProvider<PathMappedEndpoints> endpoints, EndpointAccessResolver access,
			String application) {
		this.endpoints = endpoints;
		this.access = access;
		this.application = application;
	}

	/**
	 * Return the page.
	 * @return one file of HTML that needs no other
	 */
	@ReadOperation(produces = "text/html;charset=UTF-8")
	public String page() {
		return this.page.render(Map.of("application", this.application, "cluster", path(CLUSTER), "metrics",
				path(METRICS), "writes", String.valueOf(writes())));
	}

	private boolean writes() {
		// The default is the one that the endpoint has.
		return this.access.accessFor(CLUSTER, Access.READ_ONLY) == Access.UNRESTRICTED;
	}

	/**
	 * Return where an endpoint is, as seen from the page: whatever lies before the two,
	 * such as a prefix that only a proxy knows, is the same.
	 * @param id the endpoint
	 * @return the relative path, empty where the endpoint is not exposed
	 */
	private String path(EndpointId id) {
		PathMappedEndpoints endpoints = this.endpoints.getObject();
		String target = endpoints.getRootPath(id);
		String self = endpoints.getRootPath(SELF);
		return (target != null && self != null)
				? "../".repeat((int) self.chars().filter((c) -> c == '/').count()) + target : "";
	}

}
