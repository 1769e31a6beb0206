package io.clusterboot.actuate;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.EndpointAccessResolver;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.util.MimeType;

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

	private static final MimeType JSON = MimeType.valueOf("application/json");

	private final ObjectProvider<PathMappedEndpoints> endpoints;

	private final EndpointAccessResolver access;

	private final String application;

	private final UiPage page = new UiPage();

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
	 * @return a page that needs no other files than those beside it
	 */
	@ReadOperation(produces = "text/html;charset=UTF-8")
	public String page() {
		return this.page.render(Map.of("application", this.application, "files", files(), "cluster", path(CLUSTER),
				"metrics", path(METRICS), "writes", String.valueOf(writes())));
	}

	/**
	 * Return what the page needs besides itself.
	 * @param name name of a file, or {@code token} for the header of a write
	 * @return what has the name, or {@code null} if nothing has
	 */
	@ReadOperation(produces = { "text/css", "text/javascript", "image/svg+xml", "application/json" })
	public @Nullable WebEndpointResponse<?> file(@Selector String name) {
		if (name.equals("token")) {
			// Who cannot write needs none, and asking for it may begin a session.
			WriteToken token = writes() ? WriteToken.current() : WriteToken.NONE;
			return new WebEndpointResponse<>(Map.of("header", token.header(), "value", token.value()), JSON);
		}
		UiFile file = UiFile.of(name);
		return (file != null) ? file.response() : null;
	}

	private boolean writes() {
		// The default is the one that the endpoint has.
		return this.access.accessFor(CLUSTER, Access.READ_ONLY) == Access.UNRESTRICTED;
	}

	/**
	 * Return where the files are, as seen from the page.
	 * @return the last part of the page's path
	 */
	private String files() {
		String self = this.endpoints.getObject().getRootPath(SELF);
		return (self != null) ? self.substring(self.lastIndexOf('/') + 1) : SELF.toString();
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
