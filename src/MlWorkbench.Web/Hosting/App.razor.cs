using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using MlWorkbench.Web.Access;

namespace MlWorkbench.Web.Hosting;

/// <summary>The document around every page. Pages are interactive and not prerendered, so that data is loaded only once.
/// Sign-in and set-up are plain forms.</summary>
public sealed partial class App
{
    private static readonly InteractiveServerRenderMode Interactive = new(prerender: false);

    private string? _refusal;

    [Inject]
    public required OpenPages Pages { get; init; }

    [CascadingParameter]
    public required HttpContext HttpContext { get; set; }

    /// <summary>Links, assets and the connection are relative to it, so that they stay in the project of the address.</summary>
    private string Base => $"{HttpContext.Request.PathBase}/";

    private IComponentRenderMode? PageRenderMode => _refusal is null && HttpContext.AcceptsInteractiveRouting() ? Interactive : null;

    /// <summary>The reason shown in plain HTML instead of the page, because its connection would be refused.</summary>
    protected override void OnInitialized()
    {
        if (HttpContext.AcceptsInteractiveRouting() && Pages.FindRefusal(HttpContext.User) is { } refusal)
        {
            _refusal = refusal;
            HttpContext.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        }
    }
}
