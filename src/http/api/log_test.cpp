#include "http/api/log.hpp"

#include <gtest/gtest.h>

namespace skranke::http::api {
namespace {

TEST(TilePaths, AreReadAsTheFormatWritesThem) {
  TilePath tile;
  ASSERT_TRUE(read_tile_path("0/000", tile));
  EXPECT_EQ(tile.width, 256U);
  ASSERT_TRUE(read_tile_path("3/x001/x234/067", tile));
  EXPECT_EQ(tile.level, 3U);
  EXPECT_EQ(tile.number, 1234067U);
  TilePath partial;
  ASSERT_TRUE(read_tile_path("0/001.p/17", partial));
  EXPECT_EQ(partial.number, 1U);
  EXPECT_EQ(partial.width, 17U);
}

TEST(TilePaths, InNoOtherWay) {
  for (const char* path : {"",           "0",           "0/",
                           "0/1",        "0/0001",      "00/000",
                           "8/000",      "-1/000",      "0/x000/067",
                           "0/x001",     "0/x001/",     "0/001/002",
                           "0/001.p/",   "0/001.p/0",   "0/001.p/256",
                           "0/001.p/01", "0/001.p/5/",  "0/+01",
                           "0/../..",    "entries/000", "0/x001/x001/x001/x001/x001/001"}) {
    TilePath tile;
    EXPECT_FALSE(read_tile_path(path, tile)) << path;
  }
}

}  // namespace
}  // namespace skranke::http::api
