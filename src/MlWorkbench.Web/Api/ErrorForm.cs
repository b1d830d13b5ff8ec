using Microsoft.AspNetCore.Mvc;

namespace MlWorkbench.Web.Api;

/// <summary>Writes refusals in the form of another protocol. Metadata of the endpoints of that protocol; all others answer problem+json.</summary>
internal sealed record ErrorForm(Func<HttpContext, ProblemDetails, Task> WriteAsync);
