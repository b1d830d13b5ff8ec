using System.Text;

namespace MlWorkbench.Engine.Tests.Datasets;

/// <summary>Realistic files, one per row, with the result of the reader.</summary>
public class CsvOdditiesTests
{
    /// <summary>One oddity per row: the file, the resulting columns and the codes of the warnings.</summary>
    public static TheoryData<string, string, string, string> Oddities { get; } = new()
    {
        { "plain", "a,b\n1,x\n2,y\n", "a:Integer=1,2 b:Category=x,y", "" },
        { "carriage return and line feed", "a,b\r\n1,x\r\n2,y\r\n", "a:Integer=1,2 b:Category=x,y", "" },
        { "carriage return only", "a,b\r1,x\r2,y", "a:Integer=1,2 b:Category=x,y", "" },
        { "no line end at the end", "a,b\n1,x\n2,y", "a:Integer=1,2 b:Category=x,y", "" },
        { "blank lines", "a,b\n\n1,x\n\n\n2,y\n\n", "a:Integer=1,2 b:Category=x,y", "" },
        { "semicolons and decimal commas", "a;b\n1,5;x\n2,25;y\n", "a:Number=1.5,2.25 b:Category=x,y", "" },
        { "semicolons and decimal dots", "a;b\n1.5;x\n2.25;y\n", "a:Number=1.5,2.25 b:Category=x,y", "" },
        { "only decimal commas between semicolons", "a;b;c\n1,5;2,5;3,5\n4,5;5,5;6,5\n", "a:Number=1.5,4.5 b:Number=2.5,5.5 c:Number=3.5,6.5", "" },
        { "tabs", "a\tb\n1\tx, y\n2\tz, w\n", "a:Integer=1,2 b:Category=x, y,z, w", "" },
        { "pipes", "a|b\n1|x\n2|y\n", "a:Integer=1,2 b:Category=x,y", "" },
        { "declared delimiter", "sep=;\na;b\n1;x\n2;y\n", "a:Integer=1,2 b:Category=x,y", "" },
        { "quoted delimiter, quote and line break", "a,b\n1,\"x, \"\"y\"\"\nz\"\n2,w\n", "a:Integer=1,2 b:Category=x, \"y\"\nz,w", "" },
        { "spaces around values", "a , b\n 1 , x\n 2, y \n", "a:Integer=1,2 b:Category=x,y", "" },
        { "missing spellings", "a,b\n,x\nNA,?\n3,-\nN/A,NULL\nNaN,null\n6,n/a\n", "a:Integer=.,.,3,.,.,6 b:Category=x,.,.,.,.,.", "" },
        { "leading zeros", "zip,b\n01234,1\n99999,2\n", "zip:Category=01234,99999 b:Integer=1,2", "leading_zeros" },
        { "whole numbers that a double would round", "k,b\n9007199254740993,1\n9007199254740995,2\n", "k:Category=9007199254740993,9007199254740995 b:Integer=1,2", "" },
        { "largest exact whole number", "k,b\n9007199254740992,1\n-9007199254740992,2\n", "k:Integer=9007199254740992,-9007199254740992 b:Integer=1,2", "" },
        { "numbers beyond a double", "k,b\n1e400,1\n2e400,2\n", "k:Category=1e400,2e400 b:Integer=1,2", "" },
        { "exponents and signs", "k,b\n1e3,+1\n-2.5E-1,-2\n", "k:Number=1000,-0.25 b:Integer=1,-2", "" },
        { "whole and broken numbers", "k,b\n1,1\n2.5,2\n", "k:Number=1,2.5 b:Integer=1,2", "" },
        { "infinity is not a number", "k,b\n1.5,1\n2.5,1\ninf,2\n", "k:Category=1.5,2.5,inf b:Integer=1,1,2", "mixed_values" },
        { "yes and no as spelled", "k,b\nYes,t\nNo,f\n,t\n", "k:Boolean=Yes,No,. b:Boolean=t,f,t", "" },
        { "one and zero are numbers", "k,b\n1,x\n0,y\n", "k:Integer=1,0 b:Category=x,y", "" },
        { "three spellings are categories", "k,b\nYes,1\nNo,2\nyes,3\n", "k:Category=Yes,No,yes b:Integer=1,2,3", "" },
        { "ISO dates", "d,b\n2024-02-29,1\n2023-12-31,2\n", "d:Date=2024-02-29,2023-12-31 b:Integer=1,2", "" },
        { "ISO times with zones", "d,b\n2024-02-29T23:30:00Z,1\n2024-03-01T00:30:00+02:00,2\n2024-03-01 12:00,3\n", "d:Date=2024-02-29T23:30:00,2024-02-29T22:30:00,2024-03-01T12:00:00 b:Integer=1,2,3", "" },
        { "fractions of a second", "d,b\n2024-02-29 00:00:00.25,1\n2024-03-01 00:00:00.5,2\n", "d:Date=2024-02-29T00:00:00.25,2024-03-01T00:00:00.5 b:Integer=1,2", "" },
        { "dotted dates", "d,b\n03.04.2024,1\n1.12.2023,2\n", "d:Date=2024-04-03,2023-12-01 b:Integer=1,2", "" },
        { "slashed dates, day first for sure", "d,b\n13/04/2024,1\n03/04/2024,2\n", "d:Date=2024-04-13,2024-04-03 b:Integer=1,2", "" },
        { "slashed dates, month first for sure", "d,b\n04/13/2024,1\n04/03/2024,2\n", "d:Date=2024-04-13,2024-04-03 b:Integer=1,2", "" },
        { "slashed dates that could be either", "d,b\n04/05/2024,1\n04/03/2024,2\n", "d:Date=2024-04-05,2024-04-03 b:Integer=1,2", "ambiguous_dates" },
        { "a sure column settles an unsure one", "d,e\n04/05/2024,13/04/2024\n04/03/2024,01/02/2024\n", "d:Date=2024-05-04,2024-03-04 e:Date=2024-04-13,2024-02-01", "ambiguous_dates" },
        { "dates that fit no one order", "d,b\n13/04/2024,1\n04/13/2024,2\n", "d:Category=13/04/2024,04/13/2024 b:Integer=1,2", "mixed_dates" },
        { "named months", "d,b\n3-Apr-2024,1\n29 February 2024,2\n", "d:Date=2024-04-03,2024-02-29 b:Integer=1,2", "" },
        { "month, day and year", "d,b\n\"April 3, 2024\",1\n\"Feb 29, 2024 1:05 PM\",2\n", "d:Date=2024-04-03,2024-02-29T13:05:00 b:Integer=1,2", "" },
        { "months of a year", "d,b\n2024-04,1\n2024-05,2\n", "d:Date=2024-04-01,2024-05-01 b:Integer=1,2", "" },
        { "no such day", "d,b\n2023-02-29,1\n2023-02-30,2\n", "d:Category=2023-02-29,2023-02-30 b:Integer=1,2", "" },
        { "compact dates are whole numbers", "d,b\n20240229,1\n20240301,2\n", "d:Integer=20240229,20240301 b:Integer=1,2", "" },
        { "no header", "1,x\n2,y\n3,z\n", "column1:Integer=1,2,3 column2:Category=x,y,z", "header_absent" },
        { "all text has a header", "name,city\nAda,London\nAlan,Wilmslow\n", "name:Category=Ada,Alan city:Category=London,Wilmslow", "" },
        { "empty and repeated names", "a,,a,a_2\n1,2,3,4\n", "a:Integer=1 column2:Integer=2 a_3:Integer=3 a_2:Integer=4", "header_empty,header_repeated" },
        { "line break in a name", "\"a\nb\",c\n1,2\n", "a b:Integer=1 c:Integer=2", "" },
        { "delimiter at the end of every line", "a,b,\n1,2,\n3,4,\n", "a:Integer=1,3 b:Integer=2,4", "header_empty,empty_column_dropped" },
        { "delimiters at the end of the rows only", "a,b\n1,2,,\n3,4,\n", "a:Integer=1,3 b:Integer=2,4", "" },
        { "short rows", "a,b,c\n1,2,3\n4\n5,6\n", "a:Integer=1,4,5 b:Integer=2,.,6 c:Integer=3,.,.", "short_rows" },
        { "a column without a value", "a,b\n1,\n2,NA\n", "a:Integer=1,2 b:Category=.,.", "" },
        { "a late word among numbers", "a,b\n1,1\n2,2\n3,3\nunknown,4\n", "a:Category=1,2,3,unknown b:Integer=1,2,3,4", "mixed_values" },
        { "a quote inside a value", "a,b\n5\" pipe,1\nx,2\n", "a:Category=5\" pipe,x b:Integer=1,2", "stray_quotes" },
        { "text after a closing quote", "a,b\n\"x\"y,1\nz,2\n", "a:Category=xy,z b:Integer=1,2", "stray_quotes" },
        { "thousands with commas", "a,b\n\"1,234.5\",x\n12.5,y\n\"1,000,000\",z\n", "a:Number=1234.5,12.5,1000000 b:Category=x,y,z", "numbers_formatted" },
        { "thousands with dots", "a;b\n1.234,5;x\n12,5;y\n1.000.000;z\n", "a:Number=1234.5,12.5,1000000 b:Category=x,y,z", "numbers_formatted" },
        { "thousands with spaces", "a;b\n1 234,5;x\n12 345 678;y\n", "a:Number=1234.5,12345678 b:Category=x,y", "numbers_formatted" },
        { "thousands with no-break spaces", "a;b\n1\u00a0234,5;x\n1\u202f234;y\n", "a:Number=1234.5,1234 b:Category=x,y", "numbers_formatted" },
        { "thousands with apostrophes", "a,b\n1'234.5,x\n1\u2019234,y\n", "a:Number=1234.5,1234 b:Category=x,y", "numbers_formatted" },
        { "quoted decimal commas between commas", "a,b\n\"1,5\",x\n\"2,25\",y\n", "a:Number=1.5,2.25 b:Category=x,y", "" },
        { "three digits after a comma between commas", "a,b\n\"1,234\",x\n\"5,678\",y\n", "a:Number=1234,5678 b:Category=x,y", "numbers_formatted" },
        { "groups of other lengths are not numbers", "a,b\n\"1,23,4\",x\n\"12,34\",y\n\"1,2,3\",z\n", "a:Category=1,23,4,12,34,1,2,3 b:Category=x,y,z", "" },
        { "amounts", "a,b\n\"$1,234.50\",x\n-$5,y\n($7.25),z\n", "a:Number=1234.5,-5,-7.25 b:Category=x,y,z", "numbers_formatted" },
        { "amounts with a code or a sign behind", "a;b\n1.234,50 €;EUR 5\n3 €;EUR 7,5\n", "a:Number=1234.5,3 b:Number=5,7.5", "numbers_formatted,numbers_formatted" },
        { "amounts of two currencies", "a,b\n$5,x\n€5,y\n", "a:Category=$5,€5 b:Category=x,y", "mixed_units" },
        { "percent signs", "a,b\n12%,x\n7.5 %,y\n", "a:Number=12,7.5 b:Category=x,y", "numbers_formatted" },
        { "percent beside plain numbers", "a,b\n12%,x\n0.5,y\n", "a:Category=12%,0.5 b:Category=x,y", "mixed_units" },
        { "leading zeros only", "zip,b\n01234,1\n00501,2\n", "zip:Category=01234,00501 b:Integer=1,2", "leading_zeros" },
        { "two-digit years", "d,b\n31/12/99,1\n01/02/24,2\n", "d:Date=1999-12-31,2024-02-01 b:Integer=1,2", "two_digit_years" },
        { "two-digit years with dots and names", "d,e\n3.4.24,3-Apr-24\n31.12.98,4-Dec-68\n", "d:Date=2024-04-03,1998-12-31 e:Date=2024-04-03,2068-12-04", "two_digit_years,two_digit_years" },
        { "hyphened pairs of digits are codes", "d,b\n03-04-24,1\n05-06-24,2\n", "d:Category=03-04-24,05-06-24 b:Integer=1,2", "leading_zeros" },
        { "a title above the table", "Sales of the year 2024\n\na,b\n1,x\n2,y\n3,z\n", "a:Integer=1,2,3 b:Category=x,y,z", "lines_above_table" },
        { "comments above the table", "# made by export, version 2, all rights\n# second\na,b\n1,x\n2,y\n", "a:Integer=1,2 b:Category=x,y", "lines_above_table" },
        { "a title that fills its row with delimiters", "Report,,,\na,b,c,d\n1,x,2,y\n3,z,4,w\n", "a:Integer=1,3 b:Category=x,z c:Integer=2,4 d:Category=y,w", "lines_above_table" },
        { "a header that begins with #", "#,b\n1,x\n2,y\n", "#:Integer=1,2 b:Category=x,y", "" },
        { "declared delimiter, title, header", "sep=;\r\nReport\r\na;b\r\n1;x\r\n2;y\r\n", "a:Integer=1,2 b:Category=x,y", "lines_above_table" },
        { "more spellings of missing", "a,b\n1,x\n#DIV/0!,\\N\n<NA>,n.a.\n--,N.A.\n", "a:Integer=1,.,.,. b:Category=x,.,.,.", "" },
        { "one column of sentences under a name", "review text\nthe room was very clean\n\"loud, dark and far too small\"\nwe will come back soon\n", "review text:Category=the room was very clean,loud, dark and far too small,we will come back soon", "" },
        { "hostile names and values", "=cmd|'/C calc'!A0,<script>alert(1)</script>\n../../etc/passwd,'; DROP TABLE x;--\n@SUM(1),<img src=x onerror=1>\n", "=cmd|'/C calc'!A0:Category=../../etc/passwd,@SUM(1) <script>alert(1)</script>:Category='; DROP TABLE x;--,<img src=x onerror=1>", "" },
    };

    /// <summary>One unusable file per row: the file, the code, the row and a part of the sentence.</summary>
    public static TheoryData<string, string, int, string> Unusable { get; } = new()
    {
        { "", "file_empty", 0, "empty" },
        { " \r\n\t\r\n", "file_empty", 0, "empty" },
        { "a,b,c\n", "no_rows", 0, "no data rows" },
        { "PK\u0003\u0004 workbook", "file_not_text", 0, "Excel workbook" },
        { "%PDF-1.7", "file_not_text", 0, "PDF" },
        { "PAR1....", "file_not_text", 0, "Parquet" },
        { "a,b\n1,\0\n", "file_not_text", 0, "binary" },
        { "  [{\"a\": 1}]", "file_not_text", 0, "JSON" },
        { "{\n  \"a\": 1\n}", "file_not_text", 0, "JSON" },
        { "<!DOCTYPE html><html></html>", "file_not_text", 0, "HTML" },
        { "<?xml version=\"1.0\"?><a/>", "file_not_text", 0, "XML" },
        { "It was a dark and stormy night.\nThe rain fell in torrents on the roof.\nNobody had closed the windows there.\n", "one_text_column", 0, "a single column of text" },
        { "a,b\n1,2\n3,4,5\n", "row_too_long", 2, "Row 2 (line 3) has 3 values, but the header has 2" },
        { "a,b\n\n1,2\n\"x\ny\",4,5\n", "row_too_long", 2, "Row 2 (line 4) has 3 values" },
        { "Title\na,b\n1,2\n3,4\n5,6,7\n", "row_too_long", 3, "Row 3 (line 5) has 3 values" },
        { "sep=;\na;b\n1;2\n3;4\n5;6;7\n", "row_too_long", 3, "Row 3 (line 5) has 3 values" },
        { "SQLite format 3\0", "file_not_text", 0, "SQLite" },
        { "GIF89a", "file_not_text", 0, "GIF" },
        { "{\\rtf1\\ansi", "file_not_text", 0, "RTF" },
        { "{\"a\": 1}\n{\"a\": 2}\n", "file_not_text", 0, "JSON" },
        { "a,b\n1,2\n3,\"4\n5,6\n", "unclosed_quote", 2, "Row 2 (line 3) opens a quote" },
    };

    [Theory]
    [MemberData(nameof(Oddities))]
    public void Read_Oddity_BecomesColumnsWithWarnings(string oddity, string text, string columns, string warnings)
    {
        var imported = Csv.Read(text);

        Assert.Equal((oddity, columns, warnings), (oddity, imported.Show(), string.Join(',', imported.Codes())));
    }

    [Theory]
    [MemberData(nameof(Unusable))]
    public void Read_UnusableFile_IsRefusedWithPlaceAndReason(string text, string code, int row, string sentence)
    {
        var refused = Assert.Throws<EngineException>(() => Csv.Read(text));

        Assert.Equal(code, refused.Code);
        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
        Assert.Equal(row == 0 ? null : row, refused.Row);
    }

    public static TheoryData<string, byte[], string> Encodings { get; } = new()
    {
        { "utf-8", Encoding.UTF8.GetBytes("stadt,n\nKöln,1\nŁódź,2\n"), "Köln,Łódź" },
        { "utf-8", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("stadt,n\nKöln,1\nŁódź,2\n")], "Köln,Łódź" },
        { "utf-16", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("stadt,n\nKöln,1\nŁódź,2\n")], "Köln,Łódź" },
        { "utf-16be", [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes("stadt,n\nKöln,1\nŁódź,2\n")], "Köln,Łódź" },
        { "utf-16", Encoding.Unicode.GetBytes("stadt,n\nKöln,1\nBonn,2\n"), "Köln,Bonn" },
        { "windows-1252", Encoding.Latin1.GetBytes("stadt,n\nKöln,1\nBonn,2\n"), "Köln,Bonn" },
        { "utf-16be", Encoding.BigEndianUnicode.GetBytes("stadt,n\nKöln,1\nBonn,2\n"), "Köln,Bonn" },
        { "utf-16", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("Städte\r\nstadt;n\r\nKöln;1\r\nBonn;2\r\n")], "Köln,Bonn" },
        { "windows-1252", Encoding.Latin1.GetBytes("Städte der Liste\nstadt,n\nKöln,1\nBonn,2\n"), "Köln,Bonn" },
        { "utf-16", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("sep=;\r\nstadt;n\r\nKöln;1\r\n")], "Köln" },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Read_Encoding_IsRecognised(string encoding, byte[] bytes, string cities)
    {
        var imported = Csv.Read(bytes);

        Assert.Equal(encoding, imported.Format.Encoding);
        Assert.Equal($"stadt:Category={cities}", imported.Table.Columns[0].Show());
    }

    [Theory]
    [InlineData(1250, "Polish", "Łódź|Gdańsk|Częstochowa|Świętochłowice|Zielona Góra|Żory|Bełchatów")]
    [InlineData(1250, "Czech", "Plzeň|České Budějovice|Ústí nad Labem|Hradec Králové|Zlín|Třebíč|Příbram|Říčany")]
    [InlineData(1250, "Hungarian", "Győr|Székesfehérvár|Érd|Kecskemét|Nyíregyháza|Békéscsaba|Hódmezővásárhely|Gyöngyös|Fertőd")]
    [InlineData(1251, "Cyrillic", "Москва|Санкт-Петербург|Новосибирск|Екатеринбург|Казань|Київ|Харків|София|Пловдив")]
    [InlineData(1253, "Greek", "Αθήνα|Θεσσαλονίκη|Πάτρα|Ηράκλειο|Λάρισα|Βόλος|Ιωάννινα|Τρίκαλα")]
    [InlineData(1254, "Turkish", "İstanbul|Eskişehir|Diyarbakır|Şanlıurfa|Balıkesir|Kırıkkale|Muğla|Çanakkale|Iğdır")]
    [InlineData(1257, "Lithuanian or Latvian", "Šiauliai|Panevėžys|Marijampolė|Mažeikiai|Kėdainiai|Telšiai|Liepāja|Rēzekne|Jēkabpils|Ogre")]
    [InlineData(1252, null, "München|Köln|Düsseldorf|Nürnberg|Lübeck|Göttingen|Weißenfels|Würzburg")]
    [InlineData(1252, null, "Orléans|Besançon|Nîmes|Béziers|Évreux|Saint-Étienne|Angoulême|Créteil")]
    [InlineData(1252, null, "Málaga|Córdoba|Logroño|A Coruña|São Paulo|Brasília|München|Zürich|Århus|Malmö|Genève|Besançon")]
    public void Read_WindowsCodePage_IsToldByItsLetters(int codePage, string? language, string cities)
    {
        var bytes = CodePagesEncodingProvider.Instance.GetEncoding(codePage)!.GetBytes($"n,city\n{string.Concat(cities.Split('|').Select((city, i) => $"{i},{city}\n"))}");

        var imported = Csv.Read(bytes);

        Assert.Equal($"windows-{codePage}", imported.Format.Encoding);
        Assert.Equal(cities.Split('|'), Enumerable.Range(0, imported.Table.RowCount).Select(row => imported.Table["city"].TextAt(row)!));
        Assert.Contains(language ?? "read as Windows-1252.", imported.Warnings.Single(warning => warning.Code == "encoding_assumed").Message, StringComparison.Ordinal);
    }
}
