using MlWorkbench.Application;
using MlWorkbench.Application.Access.Memberships;
using MlWorkbench.Web.Api;

namespace MlWorkbench.Web.Hosting;

/// <summary>Lets the signed-in person or token enter the project of the address, with the role there.
/// A project that they may not see is answered like one that does not exist.</summary>
internal sealed class ProjectAccess(RequestDelegate next, ProjectEntry projects)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.User.Identity is { IsAuthenticated: true, AuthenticationType: { } scheme })
        {
            var address = context.Features.Get<ProjectAddress>();
            var actor = await projects.EnterAsync(context.User.ToActor(), address?.Name, context.RequestAborted);
            if (address is not null && actor.Project.IsNone)
            {
                Refuse(context, address);
                return;
            }

            context.User = actor.ToPrincipal(scheme, actor.SessionId);
        }

        await next(context);
    }

    private static void Refuse(HttpContext context, ProjectAddress address)
    {
        if (context.Request.IsForPrograms())
        {
            throw WorkbenchException.NotFound($"project '{address.Name}'");
        }

        // The page for unknown addresses is one of the default project.
        context.Features.Set<ProjectAddress>(null);
        context.Request.PathBase = address.Outer;
        context.Response.StatusCode = StatusCodes.Status404NotFound;
    }
}
