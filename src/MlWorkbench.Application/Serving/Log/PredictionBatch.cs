using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Serving.Log;

/// <summary>Logged predictions of one version at one endpoint, in columns. A batch never changes: others replace it when it is sealed or erased.</summary>
internal sealed class PredictionBatch
{
    public Guid Id { get; init; }

    public Guid EndpointId { get; init; }

    public Guid ModelVersionId { get; init; }

    /// <summary>True if the predictions are those of a shadow. Otherwise, all of them were answers.</summary>
    public bool IsShadow { get; init; }

    /// <summary>Time of the oldest row.</summary>
    public DateTime First { get; init; }

    /// <summary>Time of the newest row.</summary>
    public DateTime Last { get; init; }

    public int Rows { get; init; }

    /// <summary>The columns as a content, once the batch is sealed. Null before.</summary>
    public string? Digest { get; init; }

    public Content? Content { get; init; }

    /// <summary>A <see cref="KeyFilter"/> of the ids, association ids and entity ids in the batch.</summary>
    public required byte[] Keys { get; init; }

    /// <summary>The columns (<see cref="LogBlock"/>). Null once the batch is sealed.</summary>
    public byte[]? Data { get; init; }

    /// <summary>A batch that is not sealed.</summary>
    public static PredictionBatch Of(Guid endpointId, Guid modelVersionId, bool isShadow, LogBlock block) => new()
    {
        Id = Guid.CreateVersion7(),
        EndpointId = endpointId,
        ModelVersionId = modelVersionId,
        IsShadow = isShadow,
        First = block.At(0),
        Last = block.At(block.Rows - 1),
        Rows = block.Rows,
        Keys = block.Filter().Bits,
        Data = block.ToBytes(),
    };

    /// <summary>A sealed batch of the same version and endpoint as another one.</summary>
    public static PredictionBatch Sealed(PredictionBatch other, LogBlock block, string digest) => new()
    {
        Id = Guid.CreateVersion7(),
        EndpointId = other.EndpointId,
        ModelVersionId = other.ModelVersionId,
        IsShadow = other.IsShadow,
        First = block.At(0),
        Last = block.At(block.Rows - 1),
        Rows = block.Rows,
        Keys = block.Filter().Bits,
        Digest = digest,
    };

    /// <summary>The predictions as batches, one for each version and endpoint.</summary>
    public static List<PredictionBatch> Of(IEnumerable<PredictionToLog> predictions) =>
    [
        .. predictions
            .GroupBy(prediction => (prediction.EndpointId, prediction.ModelVersionId, IsShadow: prediction.ShadowOfId is not null))
            .Select(group => Of(group.Key.EndpointId, group.Key.ModelVersionId, group.Key.IsShadow, LogBlock.Of([.. group]))),
    ];
}
