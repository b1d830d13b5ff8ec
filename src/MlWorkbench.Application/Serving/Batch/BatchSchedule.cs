using MlWorkbench.Application.Access;
using MlWorkbench.Application.Datasets;
using MlWorkbench.Application.Jobs.Schedules;
using MlWorkbench.Application.Projects;
using MlWorkbench.Application.Registry.Models;

namespace MlWorkbench.Application.Serving.Batch;

/// <summary>
/// The subject of a schedule: always the newest version of a dataset. Its id is that of the <see cref="Jobs.Schedules.Schedule"/> with the times.
/// </summary>
internal sealed class BatchSchedule
{
    public Guid Id { get; init; }

    public Schedule? Schedule { get; init; }

    public Guid ProjectId { get; init; }

    public Project? Project { get; init; }

    public Guid ModelId { get; init; }

    public RegisteredModel? Model { get; init; }

    /// <summary>A version number or alias. If null, the version in Production at each run.</summary>
    public string? ModelVersion { get; set; }

    public Guid DatasetId { get; set; }

    public Dataset? Dataset { get; set; }

    public BatchOutput Output { get; set; }

    /// <summary>Name of the dataset that receives the results. Null for files.</summary>
    public string? Into { get; set; }

    /// <summary>JSON: the columns of the data to write. If null, all.</summary>
    public string? Keep { get; set; }

    public bool Explain { get; set; }

    /// <summary>The person who saved the schedule last. Its runs need this person's rights.</summary>
    public Guid OwnerId { get; set; }

    public required string OwnerName { get; set; }

    /// <summary>JSON: the creator of the API token in use. Null without one.</summary>
    public string? TokenMaker { get; set; }

    public DateTime CreatedAt { get; init; }

    public BatchOrder ToOrder() => new(ModelVersion, Output, Into, Keep is { } keep ? DatasetJson.Read<List<string>>(keep) : null, Explain);

    /// <summary>The person who saved it, with the rights of a viewer until they are read again.</summary>
    public Actor Owner() => new(OwnerId, OwnerName, UserRole.Viewer)
    {
        Project = new ProjectScope(ProjectId, Project!.Name),
        TokenMaker = TokenMaker is { } maker ? DatasetJson.Read<Access.Tokens.TokenMaker>(maker) : null,
    };
}
