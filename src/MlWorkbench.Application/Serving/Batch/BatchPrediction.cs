using System.Globalization;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Datasets;
using MlWorkbench.Application.Datasets.Imports;
using MlWorkbench.Application.Projects;
using MlWorkbench.Application.Registry.Versions;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Serving.Batch;

/// <summary>
/// A requested scoring of many rows: the subject of a <see cref="BatchPredictionJob"/>. It holds all inputs, so that any process can start it again.
/// </summary>
internal sealed class BatchPrediction
{
    public Guid Id { get; init; }

    public Guid ProjectId { get; init; }

    public Project? Project { get; init; }

    /// <summary>The version that scores, chosen when the prediction was requested.</summary>
    public Guid ModelVersionId { get; init; }

    public ModelVersion? ModelVersion { get; init; }

    /// <summary>Name of the dataset or endpoint, or of the uploaded file, which is untrusted text.</summary>
    public required string Data { get; init; }

    /// <summary>Number of the dataset version. Null for an uploaded file.</summary>
    public int? DataVersion { get; init; }

    /// <summary>The scored version. Null for an uploaded file, and after the version was deleted.</summary>
    public Guid? DatasetVersionId { get; init; }

    public DatasetVersion? DatasetVersion { get; init; }

    /// <summary>The endpoint whose logged predictions are scored again. Null for other data.</summary>
    public Guid? LogEndpointId { get; init; }

    /// <summary>Start of the window of the log.</summary>
    public DateTime? LogFrom { get; init; }

    /// <summary>End of the window of the log, which does not belong to it.</summary>
    public DateTime? LogTo { get; init; }

    /// <summary>The uploaded file, or the copy of the window. Null for a dataset version, and once the job has ended.</summary>
    public string? SourceDigest { get; set; }

    public Content? Source { get; init; }

    /// <summary>JSON: the import options of the uploaded file. Null for other data.</summary>
    public string? Options { get; init; }

    public BatchOutput Output { get; init; }

    /// <summary>Name of the dataset that receives the result. Null for a file.</summary>
    public string? Into { get; init; }

    /// <summary>JSON: the columns of the data to write. If null, all.</summary>
    public string? Keep { get; init; }

    public bool Explain { get; init; }

    /// <summary>Null until the rows of an uploaded file are counted.</summary>
    public long? Rows { get; set; }

    public long Scored { get; set; }

    /// <summary>Time that the scored rows took.</summary>
    public double Seconds { get; set; }

    /// <summary>The file with the result. Null before the end, for a dataset, and after its retention.</summary>
    public string? ResultDigest { get; set; }

    public Content? Result { get; init; }

    public long? ResultBytes { get; set; }

    /// <summary>Time at which the rows were written.</summary>
    public DateTime? ScoredAt { get; set; }

    /// <summary>The import of the result into the dataset. Null for a file, and before the rows are written.</summary>
    public Guid? ImportId { get; set; }

    public DatasetImport? Import { get; set; }

    /// <summary>The schedule that requested it. Null if a person did, and after the schedule was deleted.</summary>
    public Guid? ScheduleId { get; init; }

    public Guid RequestedById { get; init; }

    public required string RequestedByName { get; init; }

    /// <summary>JSON: the creator of the API token in use. Null without one.</summary>
    public string? TokenMaker { get; init; }

    public DateTime CreatedAt { get; init; }

    /// <summary>The data in words: <c>customers, version 2</c>.</summary>
    public string DescribeData() => (DataVersion, LogFrom) switch
    {
        ({ } version, _) => string.Create(CultureInfo.InvariantCulture, $"{Data}, version {version}"),
        (_, { } from) => string.Create(CultureInfo.InvariantCulture, $"predictions of {Data} from {from:yyyy-MM-dd HH:mm} to {LogTo:yyyy-MM-dd HH:mm}"),
        _ => Data,
    };

    /// <summary>The rights were checked when the prediction was requested. From here on, the requester is only named.</summary>
    public Actor Requester() => new(RequestedById, RequestedByName, UserRole.Viewer)
    {
        Project = new ProjectScope(ProjectId, Project!.Name),
        TokenMaker = TokenMaker is { } maker ? DatasetJson.Read<Access.Tokens.TokenMaker>(maker) : null,
    };
}
