namespace MlWorkbench.Engine.Datasets.Parquet;

/// <summary>Where a footer says that the values of a column of a row group lie, and how many they are.</summary>
/// <param name="Start">Of the first page in the file.</param>
/// <param name="Bytes">Of all pages, packed.</param>
internal readonly record struct ParquetChunk(long Start, long Bytes, long Values, long GroupRows);
