using MlWorkbench.Web.Api;

namespace MlWorkbench.Web.Hosting;

/// <summary>The project in the path of a request, and the path without it.</summary>
/// <param name="Name">As written in the address. No such project may exist.</param>
/// <param name="Rest">The same address in the default project.</param>
internal sealed record ProjectAddress(string Name, PathString Rest)
{
    private const string ApiPrefix = $"{ProgramPaths.Api}/projects";

    /// <summary>The path base before the project.</summary>
    public PathString Outer { get; init; }

    /// <summary>Parses <c>/p/{project}/…</c> and <c>/api/v1/projects/{project}/…</c>. Null without a project.</summary>
    public static ProjectAddress? Find(PathString path)
    {
        if (path.StartsWithSegments(WorkbenchUrls.ProjectPrefix, out var below) && Split(below) is var (name, rest))
        {
            return new ProjectAddress(name, rest);
        }

        // The project itself and its members are objects of the workbench.
        return path.StartsWithSegments(ApiPrefix, out below) && Split(below) is var (project, operation) && operation.Value is { Length: > 1 } && !operation.StartsWithSegments("/members")
            ? new ProjectAddress(project, operation.StartsWithSegments(ProgramPaths.OpenInference) ? operation : ProgramPaths.Api + operation)
            : null;
    }

    /// <summary>Adds the project to an address of the API.</summary>
    public string Of(string apiAddress) => $"{Outer}{ApiPrefix}/{Uri.EscapeDataString(Name)}{apiAddress[ProgramPaths.Api.Length..]}";

    private static (string Name, PathString Below)? Split(PathString path)
    {
        if (path.Value is not ['/', _, ..] text)
        {
            return null;
        }

        var end = text.IndexOf('/', 1);
        return end < 0 ? (text[1..], PathString.Empty) : end == 1 ? null : (text[1..end], new PathString(text[end..]));
    }
}
