namespace MlWorkbench.Engine.Datasets.Parquet;

/// <summary>Position and number of the values of a column of a row group, according to the footer.</summary>
/// <param name="Start">Position of the first page in the file.</param>
/// <param name="Bytes">Compressed size of all pages.</param>
internal readonly record struct ParquetChunk(long Start, long Bytes, long Values, long GroupRows);
