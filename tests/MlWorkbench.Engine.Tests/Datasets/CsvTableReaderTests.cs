using System.Text;
using MlWorkbench.Engine.Datasets;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Tests.Datasets;

public class CsvTableReaderTests
{
    [Fact]
    public void Read_LatinLetterAfterTheFirstMegabytes_IsStillReadAsWindows1252()
    {
        var bytes = Encoding.Latin1.GetBytes("stadt,n\n" + string.Concat(Enumerable.Repeat("Bonn,1\n", 300_000)) + "Köln,2\n");

        var imported = Csv.Read(bytes);

        Assert.Equal("windows-1252", imported.Format.Encoding);
        Assert.Equal("Köln", imported.Table["stadt"].TextAt(300_000));
    }

    [Fact]
    public void Read_MixedValues_NamesCountFirstValueAndRow()
    {
        var warning = Assert.Single(Csv.Read("age,n\n41,1\n42,2\nn.n.,3\n43,4\nnone,5\n44,6\n").Warnings);

        Assert.Equal(("mixed_values", 2L, 3L, "age"), (warning.Code, warning.Count, warning.Row, warning.Column));
        Assert.Equal("2 of 6 values of column 'age' are not plain numbers, first 'n.n.' in row 3, so the column was imported as text. If these values mean missing, declare them as missing values and import again.", warning.Message);
    }

    [Fact]
    public void Read_FormattedNumbers_NamesCountFirstValueAndRow()
    {
        var warning = Assert.Single(Csv.Read("price,n\n12,1\n\"1,234\",2\n$5,3\n").Warnings);

        Assert.Equal(("numbers_formatted", 2L, 2L, "price"), (warning.Code, warning.Count, warning.Row, warning.Column));
        Assert.Contains("2 of 3 numbers of column 'price'", warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TextAfterManyNumbers_IsCountedWithItsRow()
    {
        var text = "a,b\n" + string.Concat(Enumerable.Range(1, 100_000).Select(i => $"{i},x\n")) + "oops,y\n";

        var imported = Csv.Read(text);

        var warning = Assert.Single(imported.Warnings);
        Assert.Equal(("mixed_values", 1L, 100_001L, "a"), (warning.Code, warning.Count, warning.Row, warning.Column));
        Assert.Equal("oops", imported.Table["a"].TextAt(100_000));
    }

    [Fact]
    public void Read_AdditionalMissingSpelling_MakesTheColumnNumeric() =>
        Assert.Equal("age:Integer=41,. n:Integer=1,2", Csv.Read("age,n\n41,1\nn.n.,2\n", new DatasetImportOptions
        {
            Missing = ["n.n."],
        }).Show());

    [Fact]
    public void Read_GivenTypes_OverrideWhatIsInferred()
    {
        var types = new Dictionary<string, ColumnType> { ["zip"] = ColumnType.Integer, ["grade"] = ColumnType.Category, ["day"] = ColumnType.Date };

        var imported = Csv.Read("zip,grade,day\n01234,1,20240229\n5,2,20240301\n", new DatasetImportOptions { Types = types });

        Assert.Equal("zip:Integer=1234,5 grade:Category=1,2 day:Date=2024-02-29,2024-03-01", imported.Show());
    }

    [Theory]
    [InlineData(ColumnType.Integer, "'3.5' is not a whole number")]
    [InlineData(ColumnType.Boolean, "'3.5' is a third value")]
    [InlineData(ColumnType.Date, "'1' is not a date")]
    public void Read_ValueThatBreaksAGivenType_IsRefusedNamingRowAndColumn(ColumnType type, string sentence)
    {
        var options = new DatasetImportOptions { Types = new Dictionary<string, ColumnType> { ["a"] = type } };

        var refused = Assert.Throws<EngineException>(() => Csv.Read("a,b\n1,x\n2,y\n3.5,z\n", options));

        Assert.Equal(("value_breaks_type", "a"), (refused.Code, refused.Column));
        Assert.Equal(type == ColumnType.Date ? 1 : 3, refused.Row);
        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ValueThatBreaksAGivenTypeLate_IsRefusedNamingItsRow()
    {
        var text = "a,b\n" + string.Concat(Enumerable.Range(1, 100_000).Select(i => $"{i},x\n")) + "oops,y\n";
        var options = new DatasetImportOptions { Types = new Dictionary<string, ColumnType> { ["a"] = ColumnType.Integer } };

        var refused = Assert.Throws<EngineException>(() => Csv.Read(text, options));

        Assert.Equal(("value_breaks_type", 100_001L, "a"), (refused.Code, refused.Row, refused.Column));
        Assert.Contains("'oops'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ShortRowsFarApart_AreCountedFromTheFirst()
    {
        var text = "a,b\n" + string.Concat(Enumerable.Range(1, 80_000).Select(i => i % 40_000 == 0 ? $"{i}\n" : $"{i},x\n"));

        var warning = Assert.Single(Csv.Read(text).Warnings);

        Assert.Equal(("short_rows", 2L, 40_000L), (warning.Code, warning.Count, warning.Row));
    }

    [Fact]
    public void Read_UnknownColumnInTypes_IsRefused()
    {
        var refused = Assert.Throws<EngineException>(() => Csv.Read("a,b\n1,2\n", new DatasetImportOptions
        {
            Types = new Dictionary<string, ColumnType> { ["c"] = ColumnType.Text },
        }));

        Assert.Equal(("unknown_column", "c"), (refused.Code, refused.Column));
    }

    [Fact]
    public void Read_GivenFormat_IsObeyed()
    {
        var imported = Csv.Read("1:2,5\n3:4,5\n", new DatasetImportOptions { Delimiter = ':', HasHeader = false, Decimal = ',' });

        Assert.Equal("column1:Integer=1,3 column2:Number=2.5,4.5", imported.Show());
        Assert.Equal(new TabularFormat
        {
            Delimiter = ':',
            Encoding = "utf-8",
            HasHeader = false,
            Decimal = ',',
            DayFirst = null,
        }, imported.Format);
    }

    [Theory]
    [InlineData('x')]
    [InlineData('"')]
    [InlineData('é')]
    public void Read_UnusableDelimiter_IsRefused(char delimiter) =>
        Assert.Equal("unknown_delimiter", Assert.Throws<EngineException>(() => Csv.Read("a,b\n1,2\n", new DatasetImportOptions
        {
            Delimiter = delimiter,
        })).Code);

    [Fact]
    public void Read_Roles_AreGuessedFromAllRows()
    {
        var lines = Enumerable.Range(0, 40).Select(i => $"C{i:D4},{1000 + (i * 7 % 40)},{500 - i},{i % 3},same,2024-01-{1 + (i % 28):D2},{1980 + i}");
        var imported = Csv.Read($"customer,running,customerID,grade,fixed,day,year\n{string.Join('\n', lines)}\n");

        Assert.Equal(
            "Identifier Identifier Identifier Feature Constant Time Feature",
            string.Join(' ', imported.Columns.Select(column => column.Role)));
    }

    [Fact]
    public void Read_SentencesAndNames_AreText()
    {
        var lines = Enumerable.Range(0, 20).Select(i => $"Person {i} Smith,{(i % 2 == 0 ? "New York" : "Los Angeles")},{i % 5}");
        var imported = Csv.Read($"name,city,n\n{string.Join('\n', lines)}\n");

        Assert.Equal([ColumnType.Text, ColumnType.Category, ColumnType.Integer], imported.Columns.Select(column => column.Type));
        Assert.Equal(20, imported.Columns[0].Distinct);
    }

    [Fact]
    public void Read_MoreLevelsThanAreHeld_KeepsEveryValue()
    {
        var lines = Enumerable.Range(0, 70_000).Select(i => $"k{i},{i / 3.0:R}");
        var imported = Csv.Read($"key,value\n{string.Join('\n', lines)}\nk5,1\n");

        Assert.Equal((ColumnType.Category, ColumnRole.Feature, 70_000L), (imported.Columns[0].Type, imported.Columns[0].Role, imported.Columns[0].Distinct));
        Assert.Equal("k69999", imported.Table["key"].TextAt(69_999));
        Assert.Equal("k5", imported.Table["key"].TextAt(70_000));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(999)]
    [InlineData(4_096)]
    [InlineData(1_000_000)]
    public void ReadBatches_AnySize_GiveAllRowsInOrder(int batchRows)
    {
        var text = "a,b,c\n" + string.Concat(Enumerable.Range(0, 50_000).Select(i => $"{i},{(i % 7 == 0 ? "" : $"v{i % 300}")},{i / 8.0}\n"));
        var bytes = Encoding.UTF8.GetBytes(batchRows == 1 ? text[..20_000] : text);
        var whole = Csv.Read(bytes).Table;
        var reader = MlWorkbench.Engine.Datasets.Csv.CsvTableReader.Inspect(() => new MemoryStream(bytes, writable: false), null, TestContext.Current.CancellationToken);

        var row = 0;
        foreach (var batch in reader.ReadBatches(batchRows, TestContext.Current.CancellationToken))
        {
            Assert.Equal(Math.Min(batchRows, whole.RowCount - row), batch.RowCount);
            for (var i = 0; i < batch.RowCount; i++, row++)
            {
                Assert.All(Enumerable.Range(0, 3), column => Assert.Equal(whole.Columns[column].TextAt(row), batch.Columns[column].TextAt(i)));
            }
        }

        Assert.Equal(whole.RowCount, row);
    }

    [Fact]
    public void Read_SeveralValuesThatBreakTypes_NamesTheFirstRowAndItsFirstColumn()
    {
        var text = "a,b,c\n" + string.Concat(Enumerable.Range(1, 60_000).Select(i => $"{(i == 50_002 ? "x" : i)},{(i == 50_001 ? "y" : i)},{(i == 50_001 ? "z" : i)}\n"));
        var types = new Dictionary<string, ColumnType> { ["a"] = ColumnType.Integer, ["b"] = ColumnType.Number, ["c"] = ColumnType.Integer };

        var refused = Assert.Throws<EngineException>(() => Csv.Read(text, new DatasetImportOptions { Types = types }));

        Assert.Equal((50_001L, "b"), (refused.Row, refused.Column));
        Assert.Contains("Row 50,001 (line 50,002)", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ShortAndLongNumbers_AreTheNearestDoubles()
    {
        var random = new Random(3);
        var numbers = Enumerable.Range(0, 5_000).Select(i => ((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-3, 9))).ToString(i % 2 == 0 ? "F5" : "R", System.Globalization.CultureInfo.InvariantCulture)).ToArray();

        var column = (NumericColumn)Csv.Read($"n,b\n{string.Join(",x\n", numbers)},x\n").Table["n"];

        Assert.Equal(numbers.Select(number => double.Parse(number, System.Globalization.CultureInfo.InvariantCulture)), column.Values);
    }

    [Fact]
    public void Read_VeryWideFile_IsRead()
    {
        var names = string.Join(',', Enumerable.Range(0, 5_000).Select(i => $"c{i}"));
        var values = string.Join(',', Enumerable.Range(0, 5_000));

        Assert.Equal(5_000, Csv.Read($"{names}\n{values}\n{values}\n").Columns.Count);
    }

    [Fact]
    public void Read_Cancelled_Stops()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => MlWorkbench.Engine.Datasets.Csv.CsvTableReader.Read(() => new MemoryStream("a,b\n1,2\n"u8.ToArray()), null, cancelled.Token));
    }
}
