using MlWorkbench.Application.Events;
using MlWorkbench.Application.Projects;

namespace MlWorkbench.Application.Samples;

/// <summary>Changes of the sample.</summary>
internal static class SampleEvents
{
    public static EventSubject Of(ProjectScope project) => new("project", project.Id, "Sample");

    public sealed record Loaded() : WorkbenchChange("sample.loaded");
}
