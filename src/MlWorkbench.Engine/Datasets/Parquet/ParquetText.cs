namespace MlWorkbench.Engine.Datasets.Parquet;

/// <summary>Writes a value as UTF-8.</summary>
/// <param name="buffer">Receives the text. It is enlarged if the text does not fit.</param>
internal delegate ReadOnlySpan<byte> ParquetText<in T>(T value, ref byte[] buffer);
