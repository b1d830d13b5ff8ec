using System.Text.Json;

namespace MlWorkbench.Engine.Evaluations.Parts;

/// <summary>A part of an evaluation, which is stored and read on its own. A part whose stored form changes raises its format and reads the earlier ones.</summary>
/// <typeparam name="TPart">The part itself.</typeparam>
public interface IEvaluationPart<TPart>
    where TPart : class, IEvaluationPart<TPart>
{
    /// <summary>Stable code of the kind, stored with every part.</summary>
    static abstract string Kind { get; }

    /// <summary>Version of the stored form.</summary>
    static virtual int Format => 1;

    static virtual string Write(TPart part) => JsonSerializer.Serialize(part, JsonSerializerOptions.Web);

    /// <param name="format">The version in which the part was stored.</param>
    /// <exception cref="InvalidDataException">A later release stored the part.</exception>
    static virtual TPart Read(string json, int format) => format == TPart.Format && JsonSerializer.Deserialize<TPart>(json, JsonSerializerOptions.Web) is { } part
        ? part
        : throw new InvalidDataException($"The evaluation part '{TPart.Kind}' has the format {format}; this release reads format {TPart.Format}.");
}
