namespace MlWorkbench.Web.Serving.Protocols.Streams;

/// <summary>A line of a stream.</summary>
/// <param name="Number">1-based.</param>
/// <param name="Text">The line without its end, valid until the next lines are read.</param>
/// <param name="IsTooLong">Whether the line exceeds the limit. It then has no text.</param>
internal readonly record struct StreamLine(long Number, ReadOnlyMemory<byte> Text, bool IsTooLong);
