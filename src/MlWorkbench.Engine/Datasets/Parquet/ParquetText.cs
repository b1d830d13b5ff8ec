namespace MlWorkbench.Engine.Datasets.Parquet;

/// <summary>Writes a value as UTF-8.</summary>
/// <param name="buffer">Where the text is; made larger where it does not fit.</param>
internal delegate ReadOnlySpan<byte> ParquetText<in T>(T value, ref byte[] buffer);
